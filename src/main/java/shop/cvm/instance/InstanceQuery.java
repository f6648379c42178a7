package shop.cvm.instance;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ChargeType;

/**
 * Which of an account's instances are looked for: those that fit all of it.
 *
 * @param states one of these
 * @param text the beginning of the id or of an address, or a part of the name, upper and lower case alike; empty for any
 * @param zones in one of these zones; none for any
 * @param types of one of these instance types; none for any
 * @param chargeTypes paid for in one of these ways; none for any
 * @param tagKey with a tag of this key; null for any
 * @param tagValue the value of that tag; null for any
 */
public record InstanceQuery(
        Set<InstanceState> states,
        String text,
        Set<String> zones,
        Set<String> types,
        Set<ChargeType> chargeTypes,
        @Nullable String tagKey,
        @Nullable String tagValue) {

    public InstanceQuery {
        states = Set.copyOf(states);
        zones = Set.copyOf(zones);
        types = Set.copyOf(types);
        chargeTypes = Set.copyOf(chargeTypes);
    }

    /** All that are not gone. */
    public static InstanceQuery all() {
        Set<InstanceState> there = EnumSet.complementOf(EnumSet.of(InstanceState.TERMINATED));
        return new InstanceQuery(there, "", Set.of(), Set.of(), Set.of(), null, null);
    }
}
