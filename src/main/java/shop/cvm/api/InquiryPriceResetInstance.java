package shop.cvm.api;

import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Reinstallations;

/** What it would cost to install an instance anew: nothing, for one that would cost something else is refused. */
@Component
class InquiryPriceResetInstance implements Action<ResetInstance.Request, InquiryPriceResetInstance.Answer> {

    private final Targets targets;
    private final Reinstallations reinstallations;
    private final Catalog catalog;

    InquiryPriceResetInstance(Targets targets, Reinstallations reinstallations, Catalog catalog) {
        this.targets = targets;
        this.reinstallations = reinstallations;
        this.catalog = catalog;
    }

    record Answer(Price price) {}

    @Override
    public Class<ResetInstance.Request> request() {
        return ResetInstance.Request.class;
    }

    @Override
    public Answer perform(Call call, ResetInstance.Request request) {
        Instance instance = targets.one(call, "InstanceId", request.instanceId());
        reinstallations.requirePossible(instance, ResetInstance.image(catalog, instance, request));
        return new Answer(Price.nothing(instance.configuration().isPrepaid()));
    }
}
