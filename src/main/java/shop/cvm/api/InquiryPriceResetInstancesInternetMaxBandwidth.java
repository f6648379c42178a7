package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import tools.jackson.databind.JsonNode;

/** What an instance would cost with another bandwidth. */
@Component
class InquiryPriceResetInstancesInternetMaxBandwidth
        implements Action<
                InquiryPriceResetInstancesInternetMaxBandwidth.Request,
                InquiryPriceResetInstancesInternetMaxBandwidth.Answer> {

    private final Targets targets;
    private final Changes changes;

    InquiryPriceResetInstancesInternetMaxBandwidth(Targets targets, Changes changes) {
        this.targets = targets;
        this.changes = changes;
    }

    record Request(
            List<String> instanceIds,
            MachineRequest.@Nullable Internet internetAccessible,
            @Nullable JsonNode startTime,
            @Nullable JsonNode endTime) {}

    record Answer(Price price) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Instance instance = targets.only(call, request.instanceIds());
        Unsold.require("StartTime", request.startTime(), request.endTime());
        return new Answer(changes.price(
                call, instance, ResetInstancesInternetMaxBandwidth.of(instance, request.internetAccessible())));
    }
}
