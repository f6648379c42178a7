package shop.cvm.api;

import org.springframework.stereotype.Component;
import shop.cvm.pricing.Pricing;

/** What machines would cost. What has no price is not looked at. */
@Component
class InquiryPriceRunInstances implements Action<MachineRequest, InquiryPriceRunInstances.Answer> {

    private final MachineSpecs specs;
    private final Pricing pricing;

    InquiryPriceRunInstances(MachineSpecs specs, Pricing pricing) {
        this.specs = specs;
        this.pricing = pricing;
    }

    record Answer(Price price) {}

    @Override
    public Class<MachineRequest> request() {
        return MachineRequest.class;
    }

    @Override
    public Answer perform(Call call, MachineRequest request) {
        return new Answer(Price.of(pricing.quote(specs.spec(call, request), MachineSpecs.count(request))));
    }
}
