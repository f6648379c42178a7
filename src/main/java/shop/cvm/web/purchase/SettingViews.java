package shop.cvm.web.purchase;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.catalog.OsType;
import shop.cvm.instance.HostNames;
import shop.cvm.instance.InstanceNames;
import shop.cvm.instance.LoginKind;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.web.Show;

/** Sections 1, 6 and 7: billing method, network, name, login and security group. */
record SettingViews(Picture picture, Words words, Show show) {

    /** @param max highest bandwidth in Mbps */
    record Bandwidth(int value, int max, String range, String price) {}

    /** @param note why the basic network cannot be had; empty if it can */
    record Networks(List<Option> options, String note) {}

    private static final int NAMES_SHOWN = 2;

    List<Option> methods() {
        return Arrays.stream(ChargeType.values())
                .map(method -> Option.open(
                        method.name(),
                        words.of("purchase.method.", method),
                        words.of("purchase.method.hint.", method),
                        method == picture.selection().chargeType()))
                .toList();
    }

    List<Option> internet() {
        return options(InternetChargeType.values(), picture.selection().internetChargeType(), "purchase.internet.");
    }

    List<Option> logins() {
        boolean windows = picture.shelf().image().osType() == OsType.WINDOWS;
        Enum<?>[] offered = Arrays.stream(LoginKind.values())
                .filter(kind -> kind != LoginKind.KEY_PAIR || !windows)
                .toArray(LoginKind[]::new);
        return options(offered, picture.selection().login(), "purchase.login.");
    }

    List<Option> groups() {
        return options(SecurityGroupTemplate.values(), picture.selection().securityGroup(), "purchase.group.");
    }

    private List<Option> options(Enum<?>[] all, Enum<?> chosen, String key) {
        return Arrays.stream(all)
                .map(one -> Option.open(one.name(), words.of(key, one), "", one == chosen))
                .toList();
    }

    Networks networks() {
        Shelf shelf = picture.shelf();
        List<NetworkType> offered = shelf.catalog().networkTypes(shelf.region(), shelf.family());
        List<Option> options = Arrays.stream(NetworkType.values())
                .map(type -> offered.contains(type)
                        ? Option.open(
                                type.name(),
                                words.of("purchase.network.", type),
                                "",
                                type == picture.selection().network())
                        : Option.closed(type.name(), words.of("purchase.network.", type), "", "unsold", "circle-off"))
                .toList();
        return new Networks(options, offered.contains(NetworkType.BASIC) ? "" : unsoldBasic());
    }

    private String unsoldBasic() {
        Shelf shelf = picture.shelf();
        return shelf.region().basicNetwork()
                ? words.of("purchase.network.model", shelf.family().id())
                : words.of("purchase.network.region", words.in(shelf.region().city()));
    }

    String networkHint() {
        return picture.selection().network() == NetworkType.BASIC
                ? words.of("purchase.network.hint.basic")
                : words.of(
                        "purchase.network.hint.vpc",
                        words.in(picture.shelf().zone().name()));
    }

    Bandwidth bandwidth(String price) {
        Shelf shelf = picture.shelf();
        Selection selection = picture.selection();
        int max = shelf.catalog()
                .maxBandwidth(shelf.zone(), shelf.type(), shelf.chargeType(), selection.internetChargeType());
        String range = words.of("purchase.bandwidth.range", show.number(max));
        return new Bandwidth(selection.bandwidth(), max, range, price);
    }

    /** What the machines will be called. */
    String nameHint() {
        Selection selection = picture.selection();
        return selection.name().isEmpty()
                ? words.of("purchase.name.none")
                : names(new InstanceNames(selection.name(), selection.count())::name);
    }

    /** What the machines will call themselves. */
    String hostNameHint() {
        Selection selection = picture.selection();
        if (!selection.hostName().isEmpty()) {
            return names(new HostNames(selection.hostName(), selection.count())::name);
        }
        boolean windows = picture.shelf().image().osType() == OsType.WINDOWS;
        return windows
                ? words.of("purchase.hostName.none.WINDOWS", HostNames.MIN_LENGTH, HostNames.MAX_WINDOWS_LENGTH)
                : words.of("purchase.hostName.none.LINUX", HostNames.MIN_LENGTH, HostNames.MAX_LENGTH);
    }

    private String names(IntFunction<String> names) {
        int count = picture.selection().count();
        if (count <= NAMES_SHOWN) {
            String all =
                    IntStream.range(0, count).mapToObj(names).collect(Collectors.joining(words.of("purchase.and")));
            return words.of("purchase.name.all", all);
        }
        return words.of("purchase.name.range", names.apply(0), names.apply(count - 1));
    }

    /** Whether the page leaves something to be asked for at checkout: a password or key pair is part of no address. */
    boolean isLoginOpen() {
        return picture.selection().login() != LoginKind.RANDOM;
    }

    String loginHint() {
        String user = picture.shelf().image().loginUser();
        return words.of("purchase.login.hint." + picture.selection().login(), user);
    }

    /** Says so when the group would keep the customer out. */
    String groupHint() {
        SecurityGroupTemplate group = picture.selection().securityGroup();
        boolean windows = picture.shelf().image().osType() == OsType.WINDOWS;
        boolean locked = group == (windows ? SecurityGroupTemplate.SSH_22 : SecurityGroupTemplate.RDP_3389);
        if (locked) {
            return words.of(windows ? "purchase.group.hint.noRdp" : "purchase.group.hint.noSsh");
        }
        return words.of("purchase.group.hint." + group);
    }
}
