package shop.cvm.web.instance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import shop.cvm.catalog.ChargeType;
import shop.cvm.instance.InstanceQuery;

/**
 * What the list of instances is asked for, all of it in its address.
 *
 * @param show in which states
 * @param q what ids, names and addresses are looked through for; empty for nothing
 * @param zone a zone; empty for any
 * @param type an instance type; empty for any
 * @param charge a billing method; empty for any
 * @param tag the key of a tag; empty for any
 * @param value the value of that tag; empty for any
 */
record ListFilter(InstanceFilter show, String q, String zone, String type, String charge, String tag, String value) {

    private static final String LIST = "/instances";
    private static final int LONGEST = 255;

    /** Whatever an address says; what is unknown finds nothing or, where there is a choice, means any. */
    static ListFilter of(Map<String, String> parameters) {
        return new ListFilter(
                InstanceFilter.of(text(parameters, "show")),
                text(parameters, "q"),
                text(parameters, "zone"),
                text(parameters, "type"),
                charge(text(parameters, "charge")).map(Enum::name).orElse(""),
                text(parameters, "tag"),
                text(parameters, "value"));
    }

    InstanceQuery query() {
        return new InstanceQuery(
                show.states(),
                q,
                some(zone),
                some(type),
                charge(charge).map(Set::of).orElse(Set.of()),
                tag.isEmpty() ? null : tag,
                tag.isEmpty() || value.isEmpty() ? null : value);
    }

    /** Whether it asks for something beside the states. */
    public boolean isNarrow() {
        return !(q + zone + type + charge + tag).isEmpty();
    }

    public ListFilter with(InstanceFilter other) {
        return new ListFilter(other, q, zone, type, charge, tag, value);
    }

    /** As an address has it: what is asked for, without what is not. */
    public Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("show", show.parameter());
        all.put("q", q);
        all.put("zone", zone);
        all.put("type", type);
        all.put("charge", charge);
        all.put("tag", tag);
        all.put("value", value);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /** @param page counted from 1 */
    public String address(int page) {
        return address(Map.of("page", Integer.toString(page)));
    }

    /** Where a page asks for news. */
    public String address(int page, String seen) {
        return address(Map.of("page", Integer.toString(page), "seen", seen));
    }

    private String address(Map<String, String> more) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(LIST);
        parameters().forEach((name, text) -> address.queryParam(name, encoded(text)));
        more.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(one -> !one.getValue().equals("1") || !one.getKey().equals("page"))
                .forEach(one -> address.queryParam(one.getKey(), encoded(one.getValue())));
        return address.build(true).toUriString();
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    private static Set<String> some(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text);
    }

    private static Optional<ChargeType> charge(String name) {
        return Arrays.stream(ChargeType.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    /** Without what no database takes. */
    private static String text(Map<String, String> parameters, String name) {
        String text = parameters
                .getOrDefault(name, "")
                .codePoints()
                .filter(character -> !Character.isISOControl(character))
                .filter(character -> !(Character.isBmpCodePoint(character) && Character.isSurrogate((char) character)))
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.strip();
    }
}
