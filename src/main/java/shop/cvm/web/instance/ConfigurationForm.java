package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.AgreedPrice;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.web.Problems;

/**
 * What was chosen for an instance and typed in, right or wrong; what the request does not say is as it is now.
 *
 * @param dataDiskSizes one for each data disk
 * @param token names the form; empty for none
 * @param configured how often the instance had been configured when the form was made; null if that cannot be read
 * @param agreed the price that was shown; null if that cannot be read
 * @param at as of when that was worked out, for a prepaid instance; null if that cannot be read
 */
record ConfigurationForm(
        String type,
        String systemDiskSize,
        List<String> dataDiskSizes,
        String internetChargeType,
        String bandwidth,
        String token,
        @Nullable Integer configured,
        @Nullable AgreedPrice agreed,
        @Nullable Instant at) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}([.][0-9]{1,8})?");
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,9}[.][0-9]{2}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,64}");

    ConfigurationForm {
        dataDiskSizes = List.copyOf(dataDiskSizes);
    }

    static ConfigurationForm of(HttpServletRequest request, InstanceSpec spec) {
        List<Disk> disks = spec.dataDisks();
        return new ConfigurationForm(
                text(request, "type", spec.instanceType()),
                text(request, "systemDiskSize", spec.systemDisk().sizeGb()),
                IntStream.range(0, disks.size())
                        .mapToObj(index ->
                                text(request, dataDisk(index), disks.get(index).sizeGb()))
                        .toList(),
                text(request, "internetChargeType", spec.internetChargeType()),
                text(request, "bandwidth", spec.bandwidthMbps()),
                text(request, "token", ""),
                integer(text(request, "configured", "")),
                price(text(request, "total", ""), text(request, "perHour", "")),
                instant(text(request, "at", "")));
    }

    /** Whether it is all of a form of this shop for an instance paid like that, as it was sent out. */
    boolean isWhole(boolean isPrepaid) {
        return TOKEN.matcher(token).matches() && configured != null && agreed != null && (at != null || !isPrepaid);
    }

    /** @return what is wanted; empty if some of it cannot be understood, which the problems say then */
    Optional<WantedConfiguration> wanted(Problems problems) {
        OptionalInt system = number(problems, "systemDiskSize", systemDiskSize);
        List<Integer> data = new ArrayList<>();
        for (int index = 0; index < dataDiskSizes.size(); index++) {
            number(problems, dataDisk(index), dataDiskSizes.get(index)).ifPresent(data::add);
        }
        OptionalInt mbps = number(problems, "bandwidth", bandwidth);
        Optional<InternetChargeType> internet = Arrays.stream(InternetChargeType.values())
                .filter(one -> one.name().equals(internetChargeType))
                .findFirst();
        if (internet.isEmpty()) {
            problems.add("internetChargeType", "instance.adjust.choose");
        }
        if (system.isEmpty() || data.size() < dataDiskSizes.size() || mbps.isEmpty()) {
            return Optional.empty();
        }
        return internet.map(one -> new WantedConfiguration(type, system.getAsInt(), data, one, mbps.getAsInt()));
    }

    private static String dataDisk(int index) {
        return "dataDisks[" + index + "].size";
    }

    private static OptionalInt number(Problems problems, String field, String typed) {
        Integer number = integer(typed);
        if (number == null) {
            problems.add(field, "instance.adjust.number");
            return OptionalInt.empty();
        }
        return OptionalInt.of(number);
    }

    private static @Nullable Integer integer(String typed) {
        String stripped = typed.strip();
        return NUMBER.matcher(stripped).matches() ? Integer.valueOf(stripped) : null;
    }

    private static @Nullable AgreedPrice price(String total, String perHour) {
        return AMOUNT.matcher(total).matches() && PRICE.matcher(perHour).matches()
                ? new AgreedPrice(Cny.of(total), new HourlyRate(new BigDecimal(perHour)))
                : null;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    private static String text(HttpServletRequest request, String name, Object otherwise) {
        String sent = request.getParameter(name);
        return sent == null ? otherwise.toString() : sent;
    }
}
