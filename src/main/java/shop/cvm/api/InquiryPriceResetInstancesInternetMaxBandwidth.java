package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.time.ShopClock;
import tools.jackson.databind.JsonNode;

/** What an instance would cost with another bandwidth. */
@Component
class InquiryPriceResetInstancesInternetMaxBandwidth
        implements Action<
                InquiryPriceResetInstancesInternetMaxBandwidth.Request,
                InquiryPriceResetInstancesInternetMaxBandwidth.Answer> {

    private final Targets targets;
    private final Changes changes;
    private final ShopClock clock;

    InquiryPriceResetInstancesInternetMaxBandwidth(Targets targets, Changes changes, ShopClock clock) {
        this.targets = targets;
        this.changes = changes;
        this.clock = clock;
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
        ResetInstancesInternetMaxBandwidth.requireFromNowOn(
                instance, request.startTime(), request.endTime(), clock.now());
        return new Answer(changes.price(
                call, instance, ResetInstancesInternetMaxBandwidth.of(instance, request.internetAccessible())));
    }
}
