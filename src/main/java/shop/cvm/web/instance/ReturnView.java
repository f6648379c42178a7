package shop.cvm.web.instance;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What the page that returns machines shows.
 *
 * @param rows one for each selected machine
 * @param releaseAt until when they can be brought back if they are returned now
 */
record ReturnView(List<ReturnRow> rows, Instant releaseAt) {

    public List<ReturnRow> possible() {
        return rows.stream().filter(ReturnRow::isPossible).toList();
    }

    public List<ReturnRow> refused() {
        return rows.stream().filter(row -> !row.isPossible()).toList();
    }

    /** What is paid back for all of them. */
    public Money total() {
        return rows.stream().map(ReturnRow::amount).reduce(Cny.ZERO, Money::plus);
    }

    /** All of them, as an address has them. */
    public String ids() {
        return rows.stream().map(row -> row.instance().id().instanceId()).collect(Collectors.joining(","));
    }
}
