package shop.cvm.web.billing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import shop.cvm.ledger.EntryKind;

/** Which transactions the list shows ({@code domain.md} 13.1). */
enum TransactionType {
    ALL(EnumSet.allOf(EntryKind.class)),
    TOP_UP(EnumSet.of(EntryKind.TOP_UP)),
    /** Prepaid orders, and what came back of them. */
    ORDERS(EnumSet.of(EntryKind.DEDUCT, EntryKind.REFUND)),
    USAGE(EnumSet.of(EntryKind.SETTLEMENT)),
    REFUND(EnumSet.of(EntryKind.REFUND)),
    FROZEN(EnumSet.of(EntryKind.FREEZE, EntryKind.UNFREEZE));

    private final Set<EntryKind> kinds;

    TransactionType(Set<EntryKind> kinds) {
        this.kinds = kinds;
    }

    /** Whatever an address says; anything unknown means all. */
    static TransactionType of(String text) {
        return Arrays.stream(values())
                .filter(type -> type.parameter().equals(text))
                .findFirst()
                .orElse(ALL);
    }

    /** As addresses have it. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Set<EntryKind> kinds() {
        return EnumSet.copyOf(kinds);
    }
}
