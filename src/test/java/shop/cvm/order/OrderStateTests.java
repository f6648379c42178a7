package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of {@code domain.md} 7.2: their codes are what clients of the API know them by. */
class OrderStateTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            UNPAID,          1,  PAID CANCELLED EXPIRED INVALID PAYING
            PAID,            2,  DELIVERING DELIVERED DELIVERY_FAILED
            DELIVERING,      3,  DELIVERED DELIVERY_FAILED
            DELIVERED,       4,  ''
            DELIVERY_FAILED, 5,  REFUNDING
            REFUNDED,        6,  ''
            CANCELLED,       7,  ''
            EXPIRED,         8,  ''
            INVALID,         9,  ''
            PAYING,          12, UNPAID PAID CANCELLED EXPIRED INVALID
            REFUNDING,       13, REFUNDED
            """)
    void everyStateHasItsCodeAndItsSuccessors(OrderState state, int code, String successors) {
        assertThat(state.code()).isEqualTo(code);
        assertThat(Arrays.stream(OrderState.values()).filter(state::canBecome).map(OrderState::name))
                .containsExactlyInAnyOrderElementsOf(successors.isEmpty() ? List.of() : List.of(successors.split(" ")));
    }

    /** So that a new one is entered above. */
    @Test
    void thereAreNoOtherStates() {
        assertThat(OrderState.values()).hasSize(11);
    }

    @Test
    void onlyWhatEndedUnpaidIsClosed() {
        assertThat(Arrays.stream(OrderState.values()).filter(OrderState::isClosed))
                .containsExactlyInAnyOrder(OrderState.CANCELLED, OrderState.EXPIRED, OrderState.INVALID);
    }
}
