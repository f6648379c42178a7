package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.AgreedPrice;
import shop.cvm.order.Renewal;
import shop.cvm.order.RenewalPeriod;

/**
 * What came with the button that orders a renewal; any text at all.
 *
 * @param token which attempt to place an order this is
 * @param renewals one for each machine, with the price and the end of its time that were shown under its id
 */
record RenewalForm(String token, List<Renewal> renewals) {

    private static final Pattern TOKEN_FORM = Pattern.compile("[0-9a-zA-Z-]{1,64}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}\\.[0-9]{2}");
    private static final Pattern DAY = Pattern.compile("[1-9]|[12][0-9]|3[01]");

    /** @param bandwidthMbps what is wanted of the only machine; null to keep what each has */
    static RenewalForm of(
            HttpServletRequest request,
            List<InstanceId> machines,
            RenewalPeriod period,
            @Nullable Integer bandwidthMbps) {
        return new RenewalForm(
                Optional.ofNullable(request.getParameter("token")).orElse(""),
                machines.stream()
                        .map(machine -> new Renewal(
                                machine,
                                period,
                                agreed(request.getParameter(machine.instanceId())),
                                end(request.getParameter(machine + ".from")),
                                bandwidthMbps))
                        .toList());
    }

    /** A day of the month; null for none, and where it is not offered. */
    static RenewalPeriod period(int months, String day) {
        boolean goesOn =
                months <= RenewalPeriod.LONGEST_TO_A_DAY && DAY.matcher(day).matches();
        return new RenewalPeriod(months, goesOn ? Integer.valueOf(day) : null);
    }

    /** Whether it can be a form of the shop. */
    boolean isWhole() {
        return TOKEN_FORM.matcher(token).matches()
                && !renewals.isEmpty()
                && renewals.stream().allMatch(renewal -> renewal.agreed() != null && renewal.from() != null);
    }

    private static @Nullable AgreedPrice agreed(@Nullable String amount) {
        return amount != null && AMOUNT.matcher(amount).matches()
                ? new AgreedPrice(Cny.of(amount), HourlyRate.ZERO)
                : null;
    }

    private static @Nullable Instant end(@Nullable String from) {
        try {
            return from == null ? null : Instant.parse(from);
        } catch (DateTimeException nonsense) {
            return null;
        }
    }
}
