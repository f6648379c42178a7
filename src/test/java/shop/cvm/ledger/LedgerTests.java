package shop.cvm.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopClock;

@ShopTest
class LedgerTests {

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void everyKindMovesTheBalanceAndWhatIsFrozenAsItsNameSays() {
        AccountId account = customers.with("100.00");

        inTransaction(ledger::deduct, account, "30.00");
        inTransaction(ledger::freeze, account, "15.00");
        String freeze = freeze(account, "5.00");
        inTransaction(ledger::unfreeze, movement(account, "5.00", "un" + freeze));
        inTransaction(ledger::refund, account, "1.50");

        assertThat(ledger.balance(account)).isEqualTo(new Balance(Cny.of("71.50"), Cny.of("15.00")));
        assertThat(ledger.balance(account).available()).isEqualTo(Cny.of("56.50"));
        assertThat(ledger.balance(account).owed()).isEqualTo(Cny.ZERO);
    }

    @Test
    void theStatementTellsEveryMovementWithBothSidesNewestFirst() {
        AccountId account = customers.with("100.00");
        inTransaction(ledger::deduct, account, "30.00");
        inTransaction(ledger::freeze, account, "20.00");

        List<Entry> lines = ledger.entries(account, 0, 10).getContent();

        assertThat(lines).extracting(Entry::line).containsExactly(3L, 2L, 1L);
        assertThat(lines).extracting(Entry::kind).containsExactly(EntryKind.FREEZE, EntryKind.DEDUCT, EntryKind.TOP_UP);
        assertThat(lines)
                .extracting(Entry::debitAccount)
                .containsExactly("customer:" + account, "customer:" + account, "wallet:WECHAT_PAY");
        assertThat(lines)
                .extracting(Entry::creditAccount)
                .containsExactly("frozen:" + account, "shop:revenue", "customer:" + account);
        assertThat(lines)
                .extracting(Entry::effect)
                .containsExactly(Cny.of("-20.00"), Cny.of("-30.00"), Cny.of("100.00"));
        assertThat(lines.get(0).after()).isEqualTo(new Balance(Cny.of("70.00"), Cny.of("20.00")));
        assertThat(lines.get(0).description()).isEqualTo(Description.of("purchase", "20261123000001", "ins-12345678"));
        assertThat(lines.get(0).orderNumber()).isEqualTo("20261123000001");
    }

    @Test
    void theStatementIsReadInPages() {
        AccountId account = customers.with("100.00");
        inTransaction(ledger::deduct, account, "1.00");
        inTransaction(ledger::deduct, account, "1.00");

        assertThat(ledger.entries(account, 0, 2).hasNext()).isTrue();
        assertThat(ledger.entries(account, 1, 2).getContent())
                .extracting(Entry::line)
                .containsExactly(1L);
    }

    @Test
    void whatIsFrozenCannotBeSpent() {
        AccountId account = customers.with("100.00");
        inTransaction(ledger::freeze, account, "60.00");

        assertThatExceptionOfType(InsufficientBalance.class)
                .isThrownBy(() -> inTransaction(ledger::deduct, account, "40.01"))
                .satisfies(refused -> {
                    assertThat(refused.missing()).isEqualTo(Cny.of("0.01"));
                    assertThat(refused.available()).isEqualTo(Cny.of("40.00"));
                });
        assertThatExceptionOfType(InsufficientBalance.class)
                .isThrownBy(() -> inTransaction(ledger::freeze, account, "40.01"));
        inTransaction(ledger::deduct, account, "40.00");
        assertThat(ledger.balance(account).available()).isEqualTo(Cny.ZERO);
    }

    @Test
    void nobodyUnfreezesWhatWasNeverFrozen() {
        AccountId account = customers.with("100.00");
        inTransaction(ledger::freeze, account, "1.00");

        assertThatIllegalStateException()
                .isThrownBy(() -> inTransaction(ledger::unfreeze, account, "1.01"))
                .withMessageContaining("CNY 1.00");
    }

    @Test
    void aMovementNeedsSomebodysTransaction() {
        AccountId account = customers.with("100.00");

        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> ledger.deduct(movement(account, "1.00", reference())));
    }

    @Test
    void aReferenceIsBookedOnceAndItsRepetitionUndoesTheWholeTransaction() {
        AccountId account = customers.with("100.00");
        String reference = reference();
        assertThat(ledger.isBooked(reference)).isFalse();
        inTransaction(ledger::deduct, movement(account, "1.00", reference));
        assertThat(ledger.isBooked(reference)).isTrue();

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                    ledger.deduct(movement(account, "2.00", reference()));
                    ledger.deduct(movement(account, "1.00", reference));
                }));

        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.of("99.00"));
    }

    @Test
    void ofTwentyPaymentsAtOnceAsManySucceedAsThereIsMoneyFor() {
        AccountId account = customers.with("75.00");

        List<Outcome<Void>> outcomes = Races.run(20, number -> () -> {
            inTransaction(ledger::deduct, account, "10.00");
            return null;
        });

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(7);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .hasSize(13)
                .allSatisfy(outcome -> assertThat(outcome.thrown()).isInstanceOf(InsufficientBalance.class));
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.of("5.00"));
    }

    @Test
    void freezingUnfreezingAndSpendingAtOnceLosesNothing() {
        AccountId account = customers.with("1000.00");
        List<String> freezes = IntStream.range(0, 7)
                .mapToObj(number -> freeze(account, "2.00"))
                .toList();

        List<Outcome<Void>> outcomes = Races.run(21, number -> () -> {
            switch (number % 3) {
                case 0 -> inTransaction(ledger::freeze, account, "3.00");
                case 1 -> inTransaction(ledger::unfreeze, movement(account, "2.00", "un" + freezes.get(number / 3)));
                default -> inTransaction(ledger::deduct, account, "5.00");
            }
            return null;
        });

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(Cny.of("965.00"), Cny.of("21.00")));
        assertThat(ledger.entries(account, 0, 50).getContent()).hasSize(29);
    }

    @Test
    void ofManyBookingsOfOneReferenceAtOnceOneIsKept() {
        AccountId account = customers.with("100.00");
        AccountId other = customers.with("100.00");
        String reference = reference();

        List<Outcome<Void>> outcomes = Races.run(8, number -> () -> {
            inTransaction(ledger::deduct, movement(number % 2 == 0 ? account : other, "1.00", reference));
            return null;
        });

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(total(account).plus(total(other))).isEqualTo(Cny.of("199.00"));
    }

    @Test
    void theDatabaseAloneRefusesDebtAndSidesThatDoNotFit() {
        AccountId account = customers.with("1.00");

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update balances set balance = -0.01 where account_id = ?")
                        .param(account.accountId())
                        .update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update entries set credit_account = 'shop:revenue' where account_id = ?")
                        .param(account.accountId())
                        .update());
    }

    @Test
    void nobodyWaitsForABalanceForEver() {
        boolean h2 = System.getProperty("shop.test.database", "h2").equals("h2");

        assertThat(jdbc.sql(
                                h2
                                        ? "select lock_timeout()"
                                        : "select setting from pg_settings where name = 'lock_timeout'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(10_000);
    }

    private Money total(AccountId account) {
        return ledger.balance(account).balance();
    }

    /** @return its reference */
    private String freeze(AccountId account, String amount) {
        String reference = "freeze:" + UUID.randomUUID();
        inTransaction(ledger::freeze, movement(account, amount, reference));
        return reference;
    }

    private void inTransaction(Consumer<Movement> booking, AccountId account, String amount) {
        inTransaction(booking, movement(account, amount, reference()));
    }

    private void inTransaction(Consumer<Movement> booking, Movement movement) {
        transaction.executeWithoutResult(status -> booking.accept(movement));
    }

    private Movement movement(AccountId account, String amount, String reference) {
        Description description = Description.of("purchase", "20261123000001", "ins-12345678");
        return new Movement(account, Cny.of(amount), reference, description, clock.now(), "20261123000001");
    }

    private static String reference() {
        return "test:" + UUID.randomUUID();
    }
}
