package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;
import shop.cvm.order.AgreedReturn;
import shop.cvm.order.ReturnKind;
import shop.cvm.order.ReturnOffer;

/**
 * What came with the button that returns machines; any text at all.
 *
 * @param token which attempt this is
 * @param confirmed whether its owner says that it is meant
 * @param agreed one for each machine, as it was shown under its id; nothing where that is no offer of the shop
 */
record ReturnForm(String token, boolean confirmed, List<Optional<AgreedReturn>> agreed) {

    private static final Pattern TOKEN_FORM = Pattern.compile("[0-9a-zA-Z-]{1,64}");
    private static final Pattern OFFER = Pattern.compile("(FIVE_DAY|ORDINARY):([0-9]{1,14}):([0-9]{1,12}\\.[0-9]{2})");

    static ReturnForm of(HttpServletRequest request, List<InstanceId> machines) {
        return new ReturnForm(
                Optional.ofNullable(request.getParameter("token")).orElse(""),
                "yes".equals(request.getParameter("confirm")),
                machines.stream()
                        .map(machine -> agreed(machine, request.getParameter(machine.instanceId())))
                        .toList());
    }

    /** An offer as the page keeps it. */
    static String text(ReturnOffer offer) {
        return offer.value() == null
                ? ""
                : offer.kind() + ":" + offer.at().toEpochMilli() + ":"
                        + offer.value().refund().getAmount().toPlainString();
    }

    /** Whether it can be a form of the shop. */
    boolean isWhole() {
        return TOKEN_FORM.matcher(token).matches()
                && !agreed.isEmpty()
                && agreed.stream().allMatch(Optional::isPresent);
    }

    private static Optional<AgreedReturn> agreed(InstanceId machine, @Nullable String text) {
        Matcher offer = OFFER.matcher(text == null ? "" : text);
        return offer.matches()
                ? Optional.of(new AgreedReturn(
                        machine,
                        ReturnKind.valueOf(offer.group(1)),
                        Instant.ofEpochMilli(Long.parseLong(offer.group(2))),
                        Cny.of(offer.group(3))))
                : Optional.empty();
    }
}
