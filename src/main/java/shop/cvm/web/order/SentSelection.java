package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.web.purchase.Selection;

/**
 * The configuration that a checkout showed and a customer confirmed. Unlike a query string it is taken word for word:
 * nothing is replaced by something near, least of all when the same form comes a second time and the shelf is empty by
 * now.
 */
final class SentSelection {

    private static final int LAST_DAY = 31;

    private final HttpServletRequest request;
    private final String prefix;

    private SentSelection(HttpServletRequest request, String prefix) {
        this.request = request;
        this.prefix = prefix;
    }

    /**
     * Empty if the form is not one that the shop made. Whether it is sold is for the order to find out.
     *
     * @param prefix what the names of its fields begin with, because a form may hold several
     */
    static Optional<Selection> of(HttpServletRequest request, String prefix) {
        try {
            return Optional.of(new SentSelection(request, prefix).selection());
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Selection selection() {
        return new Selection(
                constant("chargeType", ChargeType.class),
                text("region"),
                text("zone"),
                text("type"),
                text("image"),
                new Disk(text("systemDiskType"), number("systemDiskSize")),
                dataDisks(),
                constant("network", NetworkType.class),
                constant("internetChargeType", InternetChargeType.class),
                number("bandwidth"),
                name(),
                hostName(),
                constant("login", LoginKind.class),
                constant("securityGroup", SecurityGroupTemplate.class),
                number("count"),
                number("period"),
                sent("autoRenew") != null,
                expiryDay());
    }

    private @Nullable Integer expiryDay() {
        if (sent("expiryDay") == null) {
            return null;
        }
        int day = number("expiryDay");
        if (day < 1 || day > LAST_DAY) {
            throw new IllegalArgumentException("No day of a month");
        }
        return day;
    }

    private List<Disk> dataDisks() {
        List<Disk> disks = new ArrayList<>();
        for (int i = 0; i <= CatalogSnapshot.MAX_DATA_DISKS; i++) {
            String disk = "dataDisks[" + i + "].";
            if (sent(disk + "type") == null) {
                break;
            }
            disks.add(new Disk(text(disk + "type"), number(disk + "size")));
        }
        return disks;
    }

    private String name() {
        String name = Optional.ofNullable(sent("name")).orElse("").strip();
        if (name.length() > Naming.MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Not a name of a machine");
        }
        return name;
    }

    private String hostName() {
        return sent("hostName") == null ? "" : text("hostName");
    }

    private String text(String field) {
        String text = sent(field);
        if (text == null || !text.matches("[!-~]{1,100}")) {
            throw new IllegalArgumentException("Nothing usable in " + field);
        }
        return text;
    }

    private @Nullable String sent(String field) {
        return request.getParameter(prefix + field);
    }

    private int number(String field) {
        return Integer.parseUnsignedInt(text(field));
    }

    private <E extends Enum<E>> E constant(String field, Class<E> kind) {
        return Enum.valueOf(kind, text(field));
    }
}
