package shop.cvm.catalog;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What bandwidth costs in a region: marginal tiers, each Mbps at the price of its own tier ({@code domain.md} 6.3).
 *
 * @param tiers lowest first, closed, the last one open at the top
 * @param source where it comes from
 */
public record BandwidthPrice(List<Tier> tiers, PriceSource source) {

    public BandwidthPrice {
        tiers = List.copyOf(tiers);
    }

    /**
     * @param fromMbps exclusive
     * @param toMbps inclusive; null for no end
     * @param perMbps CNY per Mbps and month or hour
     */
    public record Tier(int fromMbps, @Nullable Integer toMbps, BigDecimal perMbps) {

        private BigDecimal priceOf(int mbps) {
            int top = toMbps == null ? mbps : Math.min(mbps, toMbps);
            return top <= fromMbps ? BigDecimal.ZERO : perMbps.multiply(BigDecimal.valueOf(top - fromMbps));
        }
    }

    /** What this many Mbps cost per month or hour, exactly. */
    public BigDecimal priceOf(int mbps) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            sum = sum.add(tier.priceOf(mbps));
        }
        return sum;
    }
}
