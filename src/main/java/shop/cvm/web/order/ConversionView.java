package shop.cvm.web.order;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What the page that converts machines shows.
 *
 * @param rows one for each selected machine
 * @param periods for how long they can be paid in advance
 * @param months for how long they are to be
 * @param autoRenew whether they are to renew themselves after that
 * @param address where its forms lead
 */
record ConversionView(
        List<ConversionRow> rows, SortedSet<Integer> periods, int months, boolean autoRenew, String address) {

    public List<ConversionRow> possible() {
        return rows.stream().filter(ConversionRow::isPossible).toList();
    }

    public List<ConversionRow> refused() {
        return rows.stream().filter(row -> !row.isPossible()).toList();
    }

    /** What is to be paid. */
    public Money total() {
        return rows.stream()
                .map(ConversionRow::slip)
                .map(slip -> slip == null ? Cny.ZERO : slip.total())
                .reduce(Cny.ZERO, Money::plus);
    }

    /** What is frozen for them now and will not be any more. */
    public Money unfrozen() {
        return possible().stream().map(row -> row.instance().cost().unitTotal()).reduce(Cny.ZERO, Money::plus);
    }

    /** All of them, as an address has them. */
    public String ids() {
        return rows.stream().map(row -> row.instance().id().instanceId()).collect(Collectors.joining(","));
    }
}
