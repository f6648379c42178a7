package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.instance.Instance;

/** What an instance would cost as one of another type. */
@Component
class InquiryPriceResetInstancesType
        implements Action<InquiryPriceResetInstancesType.Request, InquiryPriceResetInstancesType.Answer> {

    private final Targets targets;
    private final Changes changes;
    private final Catalog catalog;

    InquiryPriceResetInstancesType(Targets targets, Changes changes, Catalog catalog) {
        this.targets = targets;
        this.changes = changes;
        this.catalog = catalog;
    }

    record Request(List<String> instanceIds, @Nullable String instanceType) {}

    record Answer(Price price) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Instance instance = targets.only(call, request.instanceIds());
        String type = request.instanceType();
        if (type == null || type.isEmpty()) {
            throw Fault.MISSING.refusal("InstanceType");
        }
        String wanted = MachineSpecs.type(catalog.snapshot(), type).id();
        return new Answer(changes.price(call, instance, machine -> ResetInstancesType.of(machine, wanted)));
    }
}
