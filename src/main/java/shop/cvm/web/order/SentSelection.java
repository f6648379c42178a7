package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.instance.Launch;
import shop.cvm.instance.LoginKind;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.web.purchase.Selection;

/**
 * The configuration that a checkout showed and a customer confirmed. Unlike a query string it is taken word for word:
 * nothing is replaced by something near, least of all when the same form comes a second time and the shelf is empty by
 * now.
 */
final class SentSelection {

    private final HttpServletRequest request;

    private SentSelection(HttpServletRequest request) {
        this.request = request;
    }

    /** Empty if the form is not one that the shop made. Whether it is sold is for the order to find out. */
    static Optional<Selection> of(HttpServletRequest request) {
        try {
            return Optional.of(new SentSelection(request).selection());
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
                constant("login", LoginKind.class),
                constant("securityGroup", SecurityGroupTemplate.class),
                number("count"),
                number("period"),
                request.getParameter("autoRenew") != null);
    }

    private List<Disk> dataDisks() {
        List<Disk> disks = new ArrayList<>();
        for (int i = 0; i <= CatalogSnapshot.MAX_DATA_DISKS; i++) {
            String disk = "dataDisks[" + i + "].";
            if (request.getParameter(disk + "type") == null) {
                break;
            }
            disks.add(new Disk(text(disk + "type"), number(disk + "size")));
        }
        return disks;
    }

    private String name() {
        String name =
                Optional.ofNullable(request.getParameter("name")).orElse("").strip();
        if (name.length() > Launch.MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Not a name of a machine");
        }
        return name;
    }

    private String text(String field) {
        String text = request.getParameter(field);
        if (text == null || !text.matches("[!-~]{1,100}")) {
            throw new IllegalArgumentException("Nothing usable in " + field);
        }
        return text;
    }

    private int number(String field) {
        return Integer.parseUnsignedInt(text(field));
    }

    private <E extends Enum<E>> E constant(String field, Class<E> kind) {
        return Enum.valueOf(kind, text(field));
    }
}
