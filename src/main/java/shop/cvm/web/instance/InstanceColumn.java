package shop.cvm.web.instance;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the list of instances can show of each, beside its name and id. */
enum InstanceColumn {
    STATE,
    ZONE,
    MODEL,
    ADDRESSES,
    BILLING,
    EXPIRY,
    TAGS,
    IMAGE,
    BOUGHT;

    /** What an account that has not chosen sees. */
    static final Set<InstanceColumn> AT_FIRST = Set.copyOf(EnumSet.range(STATE, TAGS));

    /** The name of the choice among the preferences of an account. */
    static final String PREFERENCE = "instance-columns";

    /** What a kept choice means; a column that is no more is passed over. */
    static Set<InstanceColumn> of(String choice) {
        return of(List.of(choice.split(",")));
    }

    static Set<InstanceColumn> of(Collection<String> names) {
        EnumSet<InstanceColumn> chosen = EnumSet.noneOf(InstanceColumn.class);
        Arrays.stream(values()).filter(one -> names.contains(one.name())).forEach(chosen::add);
        return chosen;
    }

    /** As it is kept. */
    static String choice(Set<InstanceColumn> columns) {
        return columns.stream().sorted().map(Enum::name).collect(joining(","));
    }
}
