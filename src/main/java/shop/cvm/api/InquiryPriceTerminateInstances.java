package shop.cvm.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import shop.cvm.order.ReturnOffer;

/** What would be paid back for prepaid instances if they were returned now. */
@Component
class InquiryPriceTerminateInstances
        implements Action<InquiryPriceTerminateInstances.Request, InquiryPriceTerminateInstances.Answer> {

    private final Targets targets;
    private final Refunds refunds;

    InquiryPriceTerminateInstances(Targets targets, Refunds refunds) {
        this.targets = targets;
        this.refunds = refunds;
    }

    record Request(List<String> instanceIds) {}

    record InstanceRefund(String instanceId, BigDecimal refunds, String priceDetail) {}

    record Answer(List<InstanceRefund> instanceRefundsSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        return new Answer(refunds.of(call, targets.all(call, request.instanceIds())).stream()
                .map(InquiryPriceTerminateInstances::refund)
                .toList());
    }

    private static InstanceRefund refund(ReturnOffer offer) {
        return new InstanceRefund(
                offer.instance().id().instanceId(),
                Objects.requireNonNull(offer.value()).refund().getAmount(),
                "");
    }
}
