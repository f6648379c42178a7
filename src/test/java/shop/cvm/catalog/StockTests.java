package shop.cvm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import shop.cvm.ShopTest;

@ShopTest
class StockTests {

    @Autowired
    Stock stock;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transaction;

    /** Nobody owns what was taken from these shelves, which no other test may find. */
    @AfterEach
    void theShelvesAreGone() {
        jdbc.update("delete from stock where zone_id in ('race-zone', 'small-zone', 'return-zone', 'full-zone')");
    }

    @Test
    void twentyBuyersOfTheLastSevenMachinesGetSeven() throws Exception {
        shelf("race-zone", "RACE.TYPE", 7);
        ExecutorService buyers = Executors.newFixedThreadPool(20);
        Callable<Boolean> buyer = () -> {
            try {
                transaction.executeWithoutResult(status -> stock.take("race-zone", "RACE.TYPE", 1));
                return true;
            } catch (SoldOut soldOut) {
                return false;
            }
        };

        int sold = 0;
        for (Future<Boolean> answer : buyers.invokeAll(Collections.nCopies(20, buyer))) {
            sold += answer.get() ? 1 : 0;
        }
        buyers.shutdown();

        assertThat(sold).isEqualTo(7);
        assertThat(taken("race-zone")).isEqualTo(7);
    }

    @Test
    void moreThanIsLeftIsRefusedAndNothingIsTaken() {
        shelf("small-zone", "SMALL.TYPE", 2);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> stock.take("small-zone", "SMALL.TYPE", 3)))
                .isInstanceOf(SoldOut.class)
                .hasMessageContaining("choose another zone or type");
        assertThat(taken("small-zone")).isZero();
    }

    @Test
    void theDatabaseAloneRefusesToSellMoreThanThereIs() {
        shelf("full-zone", "FULL.TYPE", 2);
        takeAtOnce("full-zone", 2);

        assertThatThrownBy(() -> takeAtOnce("full-zone", 1)).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(taken("full-zone")).isEqualTo(2);
    }

    private void takeAtOnce(String zone, int count) {
        jdbc.update("update stock set taken = taken + ? where zone_id = ?", count, zone);
    }

    @Test
    void whatIsReleasedCanBeSoldAgain() {
        shelf("return-zone", "RETURN.TYPE", 1);

        transaction.executeWithoutResult(status -> stock.take("return-zone", "RETURN.TYPE", 1));
        transaction.executeWithoutResult(status -> stock.release("return-zone", "RETURN.TYPE", 1));
        transaction.executeWithoutResult(status -> stock.take("return-zone", "RETURN.TYPE", 1));

        assertThat(taken("return-zone")).isEqualTo(1);
    }

    @Test
    void stockMovesOnlyAsPartOfSomebodysTransaction() {
        assertThatThrownBy(() -> stock.take("any", "any", 1)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void theFourLevelsBeginWhereTheyShould() {
        assertThat(List.of(0, 1, 5, 6, 19, 20).stream().map(StockLevel::of))
                .containsExactly(
                        StockLevel.WithoutStock,
                        StockLevel.UnderStock,
                        StockLevel.UnderStock,
                        StockLevel.NormalStock,
                        StockLevel.NormalStock,
                        StockLevel.EnoughStock);
    }

    private void shelf(String zone, String type, int capacity) {
        jdbc.update("insert into stock (zone_id, instance_type, capacity) values (?, ?, ?)", zone, type, capacity);
    }

    private int taken(String zone) {
        Integer taken = jdbc.queryForObject("select taken from stock where zone_id = ?", Integer.class, zone);
        return taken == null ? -1 : taken;
    }
}
