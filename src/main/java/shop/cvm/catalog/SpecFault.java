package shop.cvm.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One fault of a specification, for page and API alike.
 *
 * @param field what is wrong, by the name of the page's parameter: {@code zone}, {@code type}, {@code image},
 *     {@code systemDiskSize}, {@code dataDisks[0].size}, {@code bandwidth}, {@code period}, {@code count} …
 * @param reason the rule it breaks
 * @param unavailability why a zone or type is not sold; null for every other rule
 * @param value what was asked for
 * @param allowed the range or list that is allowed, in words that need no translation ("50–500", "1, 2, 3"); empty
 *     only if nothing is
 * @param nearest the closest choice that works, together with those of the other faults; null if there is none
 */
public record SpecFault(
        String field,
        Reason reason,
        @Nullable Unavailability unavailability,
        String value,
        String allowed,
        @Nullable String nearest) {

    /** What the words of the rule are filled with: the value, and why it is not sold or else what is allowed. */
    public Object[] arguments() {
        return new Object[] {value, unavailability == null ? allowed : unavailability};
    }

    /** The rules a specification can break; the message key is {@code catalog.fault.} and the name. */
    public enum Reason {
        UNKNOWN_ZONE,
        ZONE_NOT_SOLD,
        UNKNOWN_TYPE,
        TYPE_NOT_SOLD,
        UNKNOWN_IMAGE,
        IMAGE_NOT_SOLD,
        IMAGE_ARCHITECTURE,
        PERIOD_NOT_OFFERED,
        DISK_TYPE_NOT_SOLD,
        DISK_SIZE,
        TOO_MANY_DISKS,
        NETWORK_NOT_SOLD,
        BANDWIDTH_RANGE,
        COUNT_RANGE
    }
}
