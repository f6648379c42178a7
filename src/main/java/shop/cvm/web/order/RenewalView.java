package shop.cvm.web.order;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.Money;
import shop.cvm.money.Cny;
import shop.cvm.order.RenewalPeriod;

/**
 * What the page that renews machines shows.
 *
 * @param rows one for each selected machine
 * @param periods for how long they can be renewed
 * @param period for how long they are to be
 * @param isTooLong whether they were to go on to a day and are renewed for too long for that
 * @param address where its forms lead
 */
record RenewalView(
        List<RenewalRow> rows, SortedSet<Integer> periods, RenewalPeriod period, boolean isTooLong, String address) {

    public List<RenewalRow> possible() {
        return rows.stream().filter(RenewalRow::isPossible).toList();
    }

    public List<RenewalRow> refused() {
        return rows.stream().filter(row -> !row.isPossible()).toList();
    }

    /** Days of the month that they can go on to. */
    public List<Integer> days() {
        return IntStream.rangeClosed(1, 31).boxed().toList();
    }

    /** For how many months they can go on to one of them. */
    public int longestToADay() {
        return RenewalPeriod.LONGEST_TO_A_DAY;
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
