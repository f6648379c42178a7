package shop.cvm.catalog;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A family of instance types: the page's "Model".
 *
 * @param id prefix of its types, for example {@code S5}
 * @param name for example "Standard S5"
 * @param category STANDARD, MEMORY, COMPUTE, HIGH_IO, BIG_DATA, GPU or BATCH
 * @param categoryName the category in words
 * @param generation the page's "Series"
 * @param cpuModel processor, empty if not known
 * @param architecture x86_64 or arm64
 * @param networkTypes networks its machines can stand in
 * @param facts what it is good for; may be empty
 * @param unavailability why none of it is sold anywhere, or null
 * @param types its types in the order of the file
 */
public record Family(
        String id,
        Localized name,
        String category,
        Localized categoryName,
        int generation,
        String cpuModel,
        String architecture,
        Set<NetworkType> networkTypes,
        Localized facts,
        @Nullable Unavailability unavailability,
        List<InstanceType> types) {

    public Family {
        networkTypes = Set.copyOf(networkTypes);
        types = List.copyOf(types);
    }
}
