package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.instance.Instance;
import shop.cvm.order.WantedConfiguration;

/** Makes an instance one of another type. */
@Component
class ResetInstancesType implements Action<ResetInstancesType.Request, Action.Done> {

    private final Targets targets;
    private final Changes changes;
    private final Catalog catalog;

    ResetInstancesType(Targets targets, Changes changes, Catalog catalog) {
        this.targets = targets;
        this.changes = changes;
        this.catalog = catalog;
    }

    record Request(
            List<String> instanceIds,
            @Nullable String instanceType,
            @Nullable Boolean forceStop) {}

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
        Instance instance = targets.only(call, request.instanceIds());
        String type = request.instanceType();
        if (type == null || type.isEmpty()) {
            throw Fault.MISSING.refusal("InstanceType");
        }
        String wanted = MachineSpecs.type(catalog.snapshot(), type).id();
        changes.make(call, instance, machine -> of(machine, wanted), Text.isTrue(request.forceStop()), name());
        return new Done();
    }

    /** The same machine as one of another type. */
    static WantedConfiguration of(WantedConfiguration machine, String type) {
        return new WantedConfiguration(
                type,
                machine.systemDiskGb(),
                machine.dataDisksGb(),
                machine.internetChargeType(),
                machine.bandwidthMbps());
    }
}
