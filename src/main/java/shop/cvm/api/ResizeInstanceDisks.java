package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;

/** Makes disks of an instance larger. */
@Component
class ResizeInstanceDisks implements Action<ResizeInstanceDisks.Request, Action.Done> {

    private final Targets targets;
    private final Changes changes;

    ResizeInstanceDisks(Targets targets, Changes changes) {
        this.targets = targets;
        this.changes = changes;
    }

    record Request(
            @Nullable String instanceId,
            List<WantedSizes.DataDisk> dataDisks,
            WantedSizes.@Nullable SystemDisk systemDisk,
            @Nullable Boolean forceStop,
            @Nullable Boolean resizeOnline) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Done perform(Call call, Request request) {
        Instance instance = targets.one(call, "InstanceId", request.instanceId());
        if (Text.isTrue(request.resizeOnline()) && instance.isRunning()) {
            throw Fault.NOT_SUPPORTED.refusal("ResizeOnline");
        }
        changes.make(
                call,
                instance,
                WantedSizes.of(instance, request.systemDisk(), request.dataDisks()),
                Text.isTrue(request.forceStop()),
                name());
        return new Done();
    }
}
