package shop.cvm.web.order;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What the page that renews machines shows.
 *
 * @param rows one for each selected machine
 * @param periods for how long they can be renewed
 * @param months for how long they are to be
 */
record RenewalView(List<RenewalRow> rows, SortedSet<Integer> periods, int months) {

    public List<RenewalRow> possible() {
        return rows.stream().filter(RenewalRow::isPossible).toList();
    }

    public List<RenewalRow> refused() {
        return rows.stream().filter(row -> !row.isPossible()).toList();
    }

    /** What is to be paid. */
    public Money total() {
        return rows.stream()
                .map(RenewalRow::slip)
                .map(slip -> slip == null ? Cny.ZERO : slip.total())
                .reduce(Cny.ZERO, Money::plus);
    }

    /** All of them, as an address has them. */
    public String ids() {
        return rows.stream().map(row -> row.instance().id().instanceId()).collect(Collectors.joining(","));
    }
}
