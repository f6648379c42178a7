package shop.cvm.web.order;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import shop.cvm.order.OrderState;

/** Which orders the list shows. */
enum OrderFilter {
    ALL(EnumSet.allOf(OrderState.class)),
    /** Those that wait for money, also where a payment is under way. */
    UNPAID(EnumSet.of(OrderState.UNPAID)),
    /** Those that were paid, whatever became of their machines. */
    PAID(EnumSet.of(OrderState.PAID)),
    /** Those that ended without being paid. */
    CLOSED(EnumSet.of(OrderState.CANCELLED, OrderState.EXPIRED, OrderState.INVALID));

    private final Set<OrderState> states;

    OrderFilter(Set<OrderState> states) {
        this.states = states;
    }

    /** Whatever an address says; anything unknown means all. */
    static OrderFilter of(String text) {
        return Arrays.stream(values())
                .filter(shown -> shown.parameter().equals(text))
                .findFirst()
                .orElse(ALL);
    }

    /** As addresses have it. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<OrderState> states() {
        return EnumSet.copyOf(states);
    }
}
