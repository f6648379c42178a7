package shop.cvm.web.purchase;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import shop.cvm.catalog.Disk;

/**
 * Writes selections as query strings. Every choice is written, defaults too: a default may depend on stock, and a link
 * has to mean the same tomorrow. What follows from another choice (series, model, operating system) is left out.
 */
final class SelectionQuery {

    private static final String ON = "1";

    private SelectionQuery() {}

    static Map<String, String> parameters(Selection selection) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(Parameter.CHARGE_TYPE, selection.chargeType().name());
        all.put(Parameter.REGION, selection.region());
        all.put(Parameter.ZONE, selection.zone());
        all.put(Parameter.TYPE, selection.type());
        all.put(Parameter.IMAGE, selection.image());
        all.put(Parameter.SYSTEM_DISK_TYPE, selection.systemDisk().type());
        all.put(Parameter.SYSTEM_DISK_SIZE, text(selection.systemDisk().sizeGb()));
        for (int i = 0; i < selection.dataDisks().size(); i++) {
            Disk disk = selection.dataDisks().get(i);
            all.put(Parameter.diskType(i), disk.type());
            all.put(Parameter.diskSize(i), text(disk.sizeGb()));
        }
        all.put(Parameter.NETWORK, selection.network().name());
        all.put(Parameter.INTERNET, selection.internetChargeType().name());
        all.put(Parameter.BANDWIDTH, text(selection.bandwidth()));
        putUnlessEmpty(all, Parameter.NAME, selection.name());
        putUnlessEmpty(all, Parameter.HOST_NAME, selection.hostName());
        all.put(Parameter.LOGIN, selection.login().name());
        all.put(Parameter.SECURITY_GROUP, selection.securityGroup().name());
        all.put(Parameter.COUNT, text(selection.count()));
        all.put(Parameter.PERIOD, text(selection.period()));
        putUnlessEmpty(all, Parameter.AUTO_RENEW, selection.autoRenew() ? ON : "");
        putUnlessEmpty(all, Parameter.EXPIRY_DAY, selection.expiryDay() == null ? "" : text(selection.expiryDay()));
        return all;
    }

    /** How the table of hardware is shown, as far as it is not shown as usual. */
    static Map<String, String> parameters(Listing listing) {
        Map<String, String> all = new LinkedHashMap<>();
        putUnlessEmpty(all, Parameter.VCPU, listing.vcpu() == 0 ? "" : text(listing.vcpu()));
        putUnlessEmpty(all, Parameter.MEMORY, listing.memory() == 0 ? "" : text(listing.memory()));
        putUnlessEmpty(all, Parameter.IN_STOCK, listing.inStock() ? ON : "");
        putUnlessEmpty(all, Parameter.SORT, listing.isUsualOrder() ? "" : listing.order());
        return all;
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void putUnlessEmpty(Map<String, String> all, String name, String value) {
        if (!value.isEmpty()) {
            all.put(name, value);
        }
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
