package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;

/** What an instance would cost with larger disks. */
@Component
class InquiryPriceResizeInstanceDisks
        implements Action<InquiryPriceResizeInstanceDisks.Request, InquiryPriceResizeInstanceDisks.Answer> {

    private final Targets targets;
    private final Changes changes;

    InquiryPriceResizeInstanceDisks(Targets targets, Changes changes) {
        this.targets = targets;
        this.changes = changes;
    }

    record Request(
            @Nullable String instanceId,
            List<WantedSizes.DataDisk> dataDisks,
            WantedSizes.@Nullable SystemDisk systemDisk,
            @Nullable Boolean forceStop,
            @Nullable Boolean resizeOnline) {}

    record Answer(Price price) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Instance instance = targets.one(call, "InstanceId", request.instanceId());
        if (Text.isTrue(request.resizeOnline()) && instance.isRunning()) {
            throw Fault.NOT_SUPPORTED.refusal("ResizeOnline");
        }
        return new Answer(
                changes.price(call, instance, WantedSizes.of(instance, request.systemDisk(), request.dataDisks())));
    }
}
