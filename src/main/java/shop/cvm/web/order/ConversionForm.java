package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.AgreedPrice;
import shop.cvm.order.PrepaidWish;

/**
 * What came with the button that orders a conversion; any text at all.
 *
 * @param token which attempt to place an order this is
 * @param wishes one for each machine, with the price that was shown under its id
 */
record ConversionForm(String token, List<PrepaidWish> wishes) {

    private static final Pattern TOKEN_FORM = Pattern.compile("[0-9a-zA-Z-]{1,64}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}\\.[0-9]{2}");

    static ConversionForm of(HttpServletRequest request, List<InstanceId> machines, int months, boolean autoRenew) {
        return new ConversionForm(
                Optional.ofNullable(request.getParameter("token")).orElse(""),
                machines.stream()
                        .map(machine -> new PrepaidWish(
                                machine, months, autoRenew, agreed(request.getParameter(machine.instanceId()))))
                        .toList());
    }

    /** Whether it can be a form of the shop. */
    boolean isWhole() {
        return TOKEN_FORM.matcher(token).matches()
                && !wishes.isEmpty()
                && wishes.stream().allMatch(wish -> wish.agreed() != null);
    }

    private static @Nullable AgreedPrice agreed(@Nullable String amount) {
        return amount != null && AMOUNT.matcher(amount).matches()
                ? new AgreedPrice(Cny.of(amount), HourlyRate.ZERO)
                : null;
    }
}
