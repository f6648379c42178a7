package shop.cvm.api;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Zone;
import shop.cvm.order.Orders;
import shop.cvm.order.Quota;

/** How many machines the account may still buy, zone by zone. */
@Component
class DescribeAccountQuota implements Action<FilteredRequest, DescribeAccountQuota.Answer> {

    private static final Set<String> FILTERS = Set.of("zone", "quota-type");
    private static final int MOST_VALUES = 5;

    private final Orders orders;

    DescribeAccountQuota(Orders orders) {
        this.orders = orders;
    }

    record PostPaid(String zone, int usedQuota, int remainingQuota, int totalQuota) {}

    record PrePaid(String zone, int usedQuota, int onceQuota, int remainingQuota, int totalQuota) {}

    record AccountQuota(
            List<PostPaid> postPaidQuotaSet,
            List<PrePaid> prePaidQuotaSet,
            List<Object> spotPaidQuotaSet,
            List<Object> imageQuotaSet,
            List<Object> disasterRecoverGroupQuotaSet) {}

    record Overview(String region, AccountQuota accountQuota) {}

    record Answer(long appId, Overview accountQuotaOverview) {}

    @Override
    public Class<FilteredRequest> request() {
        return FilteredRequest.class;
    }

    @Override
    public Answer perform(Call call, FilteredRequest request) {
        Filters filters = Filters.of(request.filters(), MOST_VALUES, FILTERS);
        List<PostPaid> hourly = quotas(call, filters, ChargeType.POSTPAID_BY_HOUR, "PostPaidQuotaSet").stream()
                .map(quota -> new PostPaid(quota.zone(), quota.used(), quota.remaining(), total(quota)))
                .toList();
        List<PrePaid> monthly = quotas(call, filters, ChargeType.PREPAID, "PrePaidQuotaSet").stream()
                .map(quota ->
                        new PrePaid(quota.zone(), quota.used(), quota.remaining(), quota.remaining(), total(quota)))
                .toList();
        AccountQuota quota = new AccountQuota(hourly, monthly, List.of(), List.of(), List.of());
        return new Answer(
                Long.parseLong(call.account().accountId()),
                new Overview(call.region().id(), quota));
    }

    private List<Quota> quotas(Call call, Filters filters, ChargeType chargeType, String kind) {
        if (!filters.allow("quota-type", kind)) {
            return List.of();
        }
        return call.region().zones().stream()
                .filter(Zone::isSold)
                .filter(zone -> filters.allow("zone", zone.id()))
                .map(zone -> orders.quota(call.account(), zone.id(), chargeType))
                .toList();
    }

    /** A quota that was lowered may be smaller than what is used. */
    private static int total(Quota quota) {
        return quota.used() + quota.remaining();
    }
}
