package shop.cvm.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceId;
import shop.cvm.order.RenewalOffer;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.order.Renewals;

/** What more time for prepaid instances would cost, all together. */
@Component
class InquiryPriceRenewInstances
        implements Action<InquiryPriceRenewInstances.Request, InquiryPriceRenewInstances.Answer> {

    private final Targets targets;
    private final Renewals renewals;

    InquiryPriceRenewInstances(Targets targets, Renewals renewals) {
        this.targets = targets;
        this.renewals = renewals;
    }

    record Request(
            List<String> instanceIds,
            MachineRequest.@Nullable Prepaid instanceChargePrepaid,
            @Nullable Boolean dryRun,
            @Nullable Boolean renewPortableDataDisk) {}

    record Answer(Price price) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        List<InstanceId> named = targets.ids(call, request.instanceIds());
        int months = MachineSpecs.period(request.instanceChargePrepaid());
        List<RenewalOffer> offers = renewals.offers(call.account(), named, RenewalPeriod.of(months));
        offers.stream()
                .map(RenewalOffer::refusal)
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
