package shop.cvm.api;

import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.order.ConversionOffer;
import shop.cvm.order.Conversions;

/** What it would cost to pay instances in advance, all together. */
@Component
class InquiryPriceModifyInstancesChargeType
        implements Action<ModifyInstancesChargeType.Request, InquiryPriceModifyInstancesChargeType.Answer> {

    private final Targets targets;
    private final Conversions conversions;

    InquiryPriceModifyInstancesChargeType(Targets targets, Conversions conversions) {
        this.targets = targets;
        this.conversions = conversions;
    }

    record Answer(Price price) {}

    @Override
    public Class<ModifyInstancesChargeType.Request> request() {
        return ModifyInstancesChargeType.Request.class;
    }

    @Override
    public Answer perform(Call call, ModifyInstancesChargeType.Request request) {
        List<Instance> named = ModifyInstancesChargeType.named(targets, call, request);
        int months = MachineSpecs.period(request.instanceChargePrepaid());
        List<ConversionOffer> offers = conversions.offers(
                call.account(), named.stream().map(Instance::id).toList(), months);
        offers.stream()
                .map(ConversionOffer::refusal)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(refused -> {
                    throw refused;
                });
        return new Answer(Price.ofPeriods(offers.stream()
                .map(offer -> Objects.requireNonNull(offer.quote()))
                .toList()));
    }
}
