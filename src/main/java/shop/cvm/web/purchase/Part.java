package shop.cvm.web.purchase;

import static shop.cvm.web.purchase.Parameter.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The parts of the page that are exchanged without a reload, and the parameters each depends on. The element with the
 * part's id stays; only what is in it is exchanged.
 *
 * <p>A part <em>reads</em> the parameters whose change alters it and <em>shows</em> those it has controls for. After a
 * change of such a control the browser shows the new value already, so the part is sent only if the value came out other
 * than it was sent: what somebody is typing stays, and so does the focus. Series, model and operating system change
 * whenever the type or image does, so only direct dependencies are named.
 */
enum Part {
    NOTES("notes", "notes", Set.of(), Set.of()),
    TOC_LOGIN("toc-login", "toc", Set.of(Parameter.LOGIN), Set.of()),
    TOC_QUANTITY("toc-quantity", "toc", Set.of(ZONE, TYPE, COUNT), Set.of()),
    METHODS("methods", "billing", Set.of(), Set.of(CHARGE_TYPE)),
    REGIONS("regions", "place", Set.of(), Set.of(REGION)),
    ZONES("zones", "place", Set.of(REGION), Set.of(ZONE)),
    SERIES("serieses", "hardware", Set.of(ZONE, CHARGE_TYPE), Set.of(Parameter.SERIES)),
    MODELS("models", "hardware", Set.of(ZONE, CHARGE_TYPE, Parameter.SERIES), Set.of(FAMILY)),
    MODEL_FACTS("model-facts", "", Set.of(FAMILY), Set.of()),
    HARDWARE(
            "hardware",
            "hardware",
            Set.of(ZONE, CHARGE_TYPE, FAMILY, IMAGE_OS, VCPU, MEMORY, IN_STOCK, SORT),
            Set.of(TYPE)),
    SYSTEMS("systems", "image", Set.of(ZONE, CHARGE_TYPE, TYPE), Set.of(IMAGE_OS)),
    VERSIONS("versions", "image", Set.of(FAMILY, IMAGE_OS), Set.of(IMAGE)),
    SYSTEM_DISK("system-disk", "disks", Set.of(ZONE, CHARGE_TYPE, FAMILY, SYSTEM_DISK_TYPE), Set.of(SYSTEM_DISK_SIZE)),
    SYSTEM_DISK_PRICE("system-disk-price", "", Set.of(ZONE, CHARGE_TYPE, SYSTEM_DISK_TYPE, SYSTEM_DISK_SIZE), Set.of()),
    DATA_DISKS(
            "data-disks",
            "disks",
            Set.of(ZONE, CHARGE_TYPE, FAMILY, DATA_DISK_TYPES, ADD_DISK, REMOVE_DISK),
            Set.of(DATA_DISK_SIZES)),
    DATA_DISK_PRICES("data-disk-price", "", Set.of(ZONE, CHARGE_TYPE, DATA_DISK_TYPES, DATA_DISK_SIZES), Set.of()),
    NETWORKS("networks", "network", Set.of(ZONE, FAMILY), Set.of(NETWORK)),
    NETWORK_HINT("network-hint", "", Set.of(ZONE, NETWORK), Set.of()),
    INTERNET("internet", "network", Set.of(), Set.of(Parameter.INTERNET)),
    BANDWIDTH(
            "bandwidths", "network", Set.of(ZONE, CHARGE_TYPE, TYPE, Parameter.INTERNET), Set.of(Parameter.BANDWIDTH)),
    BANDWIDTH_PRICE(
            "bandwidth-price", "", Set.of(ZONE, CHARGE_TYPE, Parameter.INTERNET, Parameter.BANDWIDTH), Set.of()),
    NAME("names", "login", Set.of(), Set.of(Parameter.NAME)),
    NAME_HINT("name-hint", "", Set.of(Parameter.NAME, COUNT), Set.of()),
    HOST_NAME("host-names", "login", Set.of(), Set.of(Parameter.HOST_NAME)),
    HOST_NAME_HINT("host-name-hint", "", Set.of(IMAGE_OS, Parameter.HOST_NAME, COUNT), Set.of()),
    LOGIN("logins", "login", Set.of(IMAGE_OS), Set.of(Parameter.LOGIN)),
    LOGIN_HINT("login-hint", "", Set.of(IMAGE_OS, Parameter.LOGIN), Set.of()),
    GROUPS("groups", "login", Set.of(), Set.of(SECURITY_GROUP)),
    GROUP_HINT("group-hint", "", Set.of(IMAGE_OS, SECURITY_GROUP), Set.of()),
    COUNTS("counts", "quantity", Set.of(ZONE, TYPE, COUNT), Set.of()),
    QUOTA("quota", "", Set.of(ZONE, CHARGE_TYPE), Set.of()),
    DURATION("durations", "quantity", Set.of(ZONE, CHARGE_TYPE, TYPE, IMAGE_OS), Set.of(PERIOD, AUTO_RENEW)),
    EXPIRY("expiry", "quantity", Set.of(CHARGE_TYPE, PERIOD), Set.of(EXPIRY_DAY)),
    API_JSON("api-json", "", CODED, Set.of()),
    API_JAVA("api-java", "", CODED, Set.of()),
    API_TERRAFORM("api-terraform", "", CODED, Set.of()),
    QUOTE_LINES("quote-lines", "", SELECTED, Set.of()),
    QUOTE_LABEL("quote-label", "", Set.of(CHARGE_TYPE), Set.of()),
    QUOTE_TOTAL("quote-total", "", SELECTED, Set.of()),
    QUOTE_PER("quote-per", "", SELECTED, Set.of()),
    QUOTE_EVEN("quote-even", "", SELECTED, Set.of()),
    QUOTE_INCLUDED(
            "quote-included",
            "",
            Set.of(TYPE, SYSTEM_DISK_SIZE, DATA_DISK_SIZES, ADD_DISK, REMOVE_DISK, Parameter.BANDWIDTH),
            Set.of()),
    QUOTE_SEPARATE("quote-separate", "", SELECTED, Set.of()),
    QUOTE_DETAILS("quote-details", "", SELECTED, Set.of());

    private static final Set<Part> CODES = EnumSet.of(API_JSON, API_JAVA, API_TERRAFORM);

    private final String id;
    private final String template;
    private final Set<String> reads;
    private final Set<String> shows;

    Part(String id, String template, Set<String> reads, Set<String> shows) {
        this.id = id;
        this.template = template;
        this.reads = reads;
        this.shows = shows;
    }

    /** The forms of the API request that are out of sight while the one of this id is shown; none if there is no such form. */
    static Set<Part> behind(String shown) {
        Set<Part> others = EnumSet.copyOf(CODES);
        return others.removeIf(code -> code.id.equals(shown)) ? others : Set.of();
    }

    /** Id of the element that holds the part. */
    String id() {
        return id;
    }

    /** Template whose fragment of the same id draws the part; empty if no template is needed. */
    String template() {
        return template;
    }

    /**
     * Whether the part has to be sent.
     *
     * @param altered kinds of the parameters that were changed in the browser or came out other than they were sent
     * @param picture what came of it
     */
    boolean isAffected(Set<String> altered, Picture picture) {
        return this == NOTES
                || !Collections.disjoint(reads, altered)
                || !Collections.disjoint(shows, picture.corrected())
                || this == HARDWARE && picture.listing().isFiltered() && altered.contains(TYPE);
    }
}
