package shop.cvm.instance;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which instances are looked for. All conditions have to hold; of the values of one condition any is enough.
 *
 * @param region where; null for everywhere
 * @param conditions the values of each; one without a value is met by none
 * @param tags all of these are met by one of its tags
 * @param from bought then or later; null for any time
 * @param to bought then or earlier; null for any time
 */
public record InstanceConditions(
        @Nullable String region,
        Map<InstanceCriterion, List<String>> conditions,
        List<TagCondition> tags,
        @Nullable Instant from,
        @Nullable Instant to) {

    public InstanceConditions {
        conditions = Map.copyOf(conditions);
        tags = List.copyOf(tags);
    }

    /** Whatever tags they have. */
    public InstanceConditions(
            @Nullable String region,
            Map<InstanceCriterion, List<String>> conditions,
            @Nullable Instant from,
            @Nullable Instant to) {
        this(region, conditions, List.of(), from, to);
    }

    /** All of a region. */
    public static InstanceConditions of(String region) {
        return new InstanceConditions(region, Map.of(), null, null);
    }

    /** Those of a region of which this holds. */
    public static InstanceConditions of(@Nullable String region, InstanceCriterion criterion, List<String> values) {
        return new InstanceConditions(region, new EnumMap<>(Map.of(criterion, values)), null, null);
    }
}
