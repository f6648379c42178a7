package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.web.Problems;

/**
 * What several instances are to be alike: any texts at all, empty for what each has. Disks are no part of it.
 *
 * @param type an instance type
 * @param internetChargeType how the public network is paid for
 * @param bandwidth in Mbps
 */
record CommonChoice(String type, String internetChargeType, String bandwidth) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    static CommonChoice of(HttpServletRequest request) {
        return new CommonChoice(text(request, "type"), text(request, "internetChargeType"), text(request, "bandwidth"));
    }

    /** Whether nothing is chosen. */
    public boolean isNothing() {
        return type.isEmpty() && internetChargeType.isEmpty() && bandwidth.isEmpty();
    }

    /** Whether all of it can be understood; the problems say what cannot. */
    boolean isReadable(Problems problems) {
        boolean isNumber = bandwidth.isEmpty() || NUMBER.matcher(bandwidth).matches();
        if (!isNumber) {
            problems.add("bandwidth", "instance.adjust.number");
        }
        boolean isWay = internetChargeType.isEmpty() || way().isPresent();
        if (!isWay) {
            problems.add("internetChargeType", "instance.adjust.choose");
        }
        return isNumber && isWay;
    }

    /** What becomes of an instance that is this now. */
    WantedConfiguration on(InstanceSpec spec) {
        WantedConfiguration now = WantedConfiguration.of(spec);
        return new WantedConfiguration(
                type.isEmpty() ? now.instanceType() : type,
                now.systemDiskGb(),
                now.dataDisksGb(),
                way().orElse(now.internetChargeType()),
                bandwidth.isEmpty() ? now.bandwidthMbps() : Integer.parseInt(bandwidth));
    }

    private Optional<InternetChargeType> way() {
        return Arrays.stream(InternetChargeType.values())
                .filter(one -> one.name().equals(internetChargeType))
                .findFirst();
    }

    private static String text(HttpServletRequest request, String name) {
        @Nullable String sent = request.getParameter(name);
        return sent == null ? "" : sent.strip();
    }
}
