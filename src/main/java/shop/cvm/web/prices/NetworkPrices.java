package shop.cvm.web.prices;

import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.BandwidthPrice;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.catalog.Zone;
import shop.cvm.money.HourlyRate;

/**
 * What the public network costs in one region.
 *
 * @param perMonth bandwidth of prepaid machines; null if not sold
 * @param perHour bandwidth of postpaid machines; null if not sold
 * @param traffic outbound traffic; null if not sold
 * @param examples what some bandwidths cost
 * @param caps how much bandwidth a machine can have
 * @param ofMonth numbers of the sources of the monthly prices
 * @param ofHour numbers of the sources of the hourly prices
 * @param ofTraffic numbers of the sources of the price of traffic
 * @param citations the sources
 */
record NetworkPrices(
        @Nullable BandwidthPrice perMonth,
        @Nullable BandwidthPrice perHour,
        @Nullable UnitPrice traffic,
        List<Example> examples,
        List<Cap> caps,
        List<Integer> ofMonth,
        List<Integer> ofHour,
        List<Integer> ofTraffic,
        List<Citation> citations) {

    /**
     * A bandwidth and its price.
     *
     * @param mbps outbound bandwidth
     * @param perMonth null if not sold prepaid
     * @param perHour null if not sold postpaid
     */
    record Example(
            int mbps, @Nullable Money perMonth, @Nullable HourlyRate perHour) {}

    /**
     * Highest bandwidth in Mbps.
     *
     * @param zones zones it is for
     * @param prepaid a prepaid machine that pays for bandwidth
     * @param prepaidTraffic a prepaid machine that pays for traffic
     * @param postpaid a postpaid machine that pays for bandwidth
     * @param postpaidTraffic a postpaid machine that pays for traffic
     */
    record Cap(List<Zone> zones, int prepaid, int prepaidTraffic, int postpaid, int postpaidTraffic) {}

    public boolean isEmpty() {
        return perMonth == null && perHour == null && traffic == null;
    }

    public boolean hasEstimates() {
        return perMonth != null && perMonth.source().estimated()
                || perHour != null && perHour.source().estimated()
                || traffic != null && traffic.source().estimated();
    }
}
