package shop.cvm.instance;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import shop.cvm.network.Cidr;

/** A pool of addresses from which one transaction takes; never its network and broadcast address. */
class AddressPool {

    private final String name;
    private final Cidr cidr;
    private final long first;
    private final long countedBefore;
    private final Supplier<Set<String>> stored;
    private long count;
    private @Nullable Set<String> used;

    /**
     * @param first the first address to give away, counted from the range's own first
     * @param count how many it has given away by counting
     * @param stored those that machines have at the moment
     */
    AddressPool(String name, Cidr cidr, long first, long count, Supplier<Set<String>> stored) {
        this.name = name;
        this.cidr = cidr;
        this.first = first;
        this.countedBefore = count;
        this.count = count;
        this.stored = stored;
    }

    /** An address that no machine has; empty if there is none left. */
    Optional<String> take() {
        if (first + count <= last()) {
            return Optional.of(cidr.address(first + count++));
        }
        Set<String> taken = used();
        Optional<String> free = LongStream.rangeClosed(first, last())
                .mapToObj(cidr::address)
                .filter(address -> !taken.contains(address))
                .findFirst();
        free.ifPresent(taken::add);
        return free;
    }

    boolean hasCounted() {
        return count > countedBefore;
    }

    long count() {
        return count;
    }

    @Override
    public String toString() {
        return name + " (" + cidr + ")";
    }

    /** With all that this transaction has counted: what is not stored yet is among it. */
    private Set<String> used() {
        if (used == null) {
            used = new HashSet<>(stored.get());
            LongStream.range(first + countedBefore, first + count)
                    .mapToObj(cidr::address)
                    .forEach(used::add);
        }
        return used;
    }

    private long last() {
        return cidr.size() - 2;
    }
}
