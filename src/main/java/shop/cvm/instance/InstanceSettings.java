package shop.cvm.instance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import shop.cvm.network.Cidr;

/**
 * How instances are delivered.
 *
 * @param makeWithin how long a machine may take from payment to running, by the shop's clock, before it is given up and
 *     its money goes back
 * @param refundWithin how long the money of a machine that was given up waits at most for the confirmation that nothing
 *     is left of it
 * @param orphanGrace how long a machine that nobody knows is left alone, by the system's clock; longer than anything
 *     takes that is still under way
 * @param forgetStrangers after what time, by the system's clock, it is forgotten that there was a machine that nobody
 *     knew; much longer than orphanGrace, after which one that is still there is destroyed
 * @param simulated the simulated provisioner
 */
@ConfigurationProperties("shop.instance")
public record InstanceSettings(
        @DefaultValue("10m") Duration makeWithin,
        @DefaultValue("15m") Duration refundWithin,
        @DefaultValue("1h") Duration orphanGrace,
        @DefaultValue("7d") Duration forgetStrangers,
        @DefaultValue Simulated simulated) {

    public InstanceSettings {
        if (forgetStrangers.compareTo(orphanGrace.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "shop.instance.forget-strangers is at least twice as long as orphan-grace");
        }
        if (makeWithin.isNegative() || makeWithin.isZero() || refundWithin.isNegative() || orphanGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "shop.instance.make-within is more than zero, refund-within and orphan-grace are not negative");
        }
    }

    /**
     * How long a simulated machine takes. What is drawn lies between the two limits; addresses are drawn a few seconds
     * before the later one, so that by then the customer sees them.
     *
     * @param bootMin shortest time from the first request to running
     * @param bootMax longest time from the first request to running
     * @param prepaidAddressMin shortest time from payment to addresses of a prepaid machine
     * @param prepaidAddressMax longest time from payment to addresses of a prepaid machine
     * @param postpaidAddressMin shortest time from payment to addresses of a postpaid machine
     * @param postpaidAddressMax longest time from payment to addresses of a postpaid machine
     * @param publicRange where public addresses come from, a 32nd part for each region; a prefix of 0 to 25. The default
     *     is set aside for tests of network equipment (RFC 2544) and leads nowhere, so that nobody connects to a
     *     stranger's machine; it has 4,094 for each region.
     */
    public record Simulated(
            @DefaultValue("0s") Duration bootMin,
            @DefaultValue("0s") Duration bootMax,
            @DefaultValue("1m") Duration prepaidAddressMin,
            @DefaultValue("5m") Duration prepaidAddressMax,
            @DefaultValue("1m") Duration postpaidAddressMin,
            @DefaultValue("10m") Duration postpaidAddressMax,
            @DefaultValue("198.18.0.0/15") String publicRange) {

        private static final int LONGEST_PUBLIC_PREFIX = 25;

        public Simulated {
            requireOrder("boot", bootMin, bootMax);
            requireOrder("prepaid-address", prepaidAddressMin, prepaidAddressMax);
            requireOrder("postpaid-address", postpaidAddressMin, postpaidAddressMax);
            if (Cidr.of(publicRange).prefix() > LONGEST_PUBLIC_PREFIX) {
                throw new IllegalArgumentException("shop.instance.simulated.public-range is " + publicRange
                        + "; it must be large enough to give every region a part, /" + LONGEST_PUBLIC_PREFIX
                        + " or more addresses");
            }
        }

        private static void requireOrder(String name, Duration min, Duration max) {
            if (min.isNegative() || min.compareTo(max) > 0) {
                throw new IllegalArgumentException("shop.instance.simulated." + name + "-min is " + min
                        + "; it must be zero or more and at most " + name + "-max, which is " + max);
            }
        }
    }
}
