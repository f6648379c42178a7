package shop.cvm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Constraint;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/** Every invariant notices the damage it is there for. */
@ShopTest
class AuditTests {

    @Autowired
    private Audit audit;

    @Autowired
    private AuditHealth health;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Payments payments;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Ledger ledger;

    @Autowired
    private EntityManager entities;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;

    @BeforeEach
    void somebodyWithMoney() {
        account = customers.with("1000.00");
    }

    @AfterEach
    void theDamageIsUndone() {
        invariants.hold();
        assertThat(audit.run().holds()).isTrue();
    }

    @Test
    void aBalanceThatIsNotTheSumOfItsEntries() {
        damage("update balances set balance = 1001.00 where account_id = ?", account);
        assertThat(found).containsExactly("all-accounts-add-to-zero", "balances-are-the-sums-of-entries");
    }

    @Test
    void aFrozenAmountThatNobodyFroze() {
        damage("update balances set frozen = 1.00 where account_id = ?", account);
        assertThat(found)
                .containsExactly("frozen-amounts-are-the-open-freezes", "frozen-amounts-are-the-sums-of-freezes");
    }

    @Test
    void anUnfreezeThatEndsNoFreeze() {
        Order order = paid(Specs.postpaid());
        transaction.executeWithoutResult(status -> {
            ledger.unfreeze(new Movement(
                    account, order.freezeTotal(), "unfreeze:nothing", Description.of("unfreeze"), clock.now(), null));
            entities.flush();
            found = invariants.broken();
            status.setRollbackOnly();
        });
        assertThat(found).containsExactly("frozen-amounts-are-the-open-freezes");
    }

    @Test
    void anAvailableAmountBelowZero() {
        new Constraint(
                        "balances",
                        "balances_negative_only_in_arrears",
                        "check (balance >= frozen or arrears_since is not null)")
                .without(jdbc, () -> {
                    jdbc.sql("update balances set frozen = 1000.01 where account_id = ?")
                            .param(account.accountId())
                            .update();
                    found = invariants.broken();
                    jdbc.sql("update balances set frozen = 0 where account_id = ?")
                            .param(account.accountId())
                            .update();
                });
        assertThat(found).contains("arrears-are-noted");
    }

    @Test
    void aDeductionThatLedBelowZero() {
        paid(Specs.prepaid());
        new Constraint(
                        "entries",
                        "entries_only_settlements_lead_into_debt",
                        "check (frozen_after >= 0 and (kind not in ('DEDUCT', 'FREEZE')"
                                + " or balance_after >= frozen_after))")
                .without(jdbc, () -> {
                    String change = "update entries set balance_after = balance_after %s 1000"
                            + " where kind = 'DEDUCT' and account_id = ?";
                    jdbc.sql(change.formatted("-")).param(account.accountId()).update();
                    found = invariants.broken();
                    jdbc.sql(change.formatted("+")).param(account.accountId()).update();
                });
        assertThat(found).containsExactly("each-line-continues-the-one-before", "only-settlements-lead-into-arrears");
    }

    @Test
    void aLineThatIsMissing() {
        damage("update balances set line_count = 2 where account_id = ?", account);
        assertThat(found).containsExactly("no-statement-lacks-a-line");
    }

    @Test
    void aLineThatWasMeddledWith() {
        damage("update entries set balance_after = 1002.00 where account_id = ?", account);
        assertThat(found).containsExactly("each-line-continues-the-one-before");
    }

    @Test
    void aReferenceThatWasBookedTwice() {
        AccountId other = customers.with("1000.00");
        String twice = "twice:" + UUID.randomUUID();
        new Constraint("entries", "entries_reference_key", "unique (reference)").without(jdbc, () -> {
            String rename = "update entries set reference = ? where account_id = ?";
            jdbc.sql(rename).params(twice, account.accountId()).update();
            jdbc.sql(rename).params(twice, other.accountId()).update();
            found = invariants.broken();
            jdbc.sql(rename).params(twice + "-no-more", other.accountId()).update();
        });
        assertThat(found).containsExactly("no-reference-is-booked-twice");
    }

    @Test
    void aPaymentWhoseMoneyNeverCame() {
        PaymentNumber payment = paidByWallet();
        damage("update entries set reference = 'lost:' || reference where reference = ?", "top-up:" + payment);
        assertThat(found).containsExactly("paid-payments-are-credited");
        damage("update payments set amount = amount + 0.01 where number = ?", payment);
        assertThat(found).containsExactly("paid-payments-are-credited", "credited-payments-are-paid");
        damage("update payments set account_id = '" + customers.with("1.00") + "' where number = ?", payment);
        assertThat(found).containsExactly("paid-payments-are-credited", "credited-payments-are-paid");
    }

    @Test
    void aCreditThatNobodyPaidFor() {
        PaymentNumber payment = paidByWallet();
        damage("update payments set state = 'REFUSED' where number = ?", payment);
        assertThat(found).containsExactly("credited-payments-are-paid");
        damage("update entries set reference = 'top-up:1' where account_id = ? and line = 1", account);
        assertThat(found).containsExactly("credited-payments-are-paid");
    }

    @Test
    void aPaidOrderThatNobodyWasChargedFor() {
        Order order = paid(Specs.prepaid());
        damage("update entries set order_number = null where order_number = ?", order.number());
        assertThat(found).containsExactly("paid-orders-are-settled");
    }

    @Test
    void aFreezeThatIsNotTheOneThatWasAgreed() {
        Order order = paid(Specs.postpaid());
        damage("update orders set freeze_total = freeze_total + 0.01 where order_number = ?", order.number());
        assertThat(found).containsExactly("paid-orders-are-settled");
    }

    @Test
    void aFreezeThatIsNotAnHourOfItsMachine() {
        Order order = paid(Specs.postpaid());
        damage("update instances set unit_total = unit_total + 0.01 where order_number = ?", order.number());
        assertThat(found).containsExactly("frozen-is-an-hour-of-what-machines-are");
    }

    @Test
    void aMachineThatNobodyConfiguredLikeThis() {
        Order order = paid(Specs.prepaid());
        damage("update instances set configured = 1 where order_number = ?", order.number());
        assertThat(found).containsExactly("machines-are-what-they-were-configured-as");
    }

    @Test
    void anOrderThatWasChargedForAndIsNotPaid() {
        Order order = paid(Specs.prepaid());
        damage("update orders set state = 'UNPAID', paid_at = null where order_number = ?", order.number());
        assertThat(found)
                .containsExactly(
                        "paid-orders-are-settled",
                        "paid-units-are-instances-or-refunded",
                        "terms-are-what-order-lines-paid",
                        "stock-is-free-held-or-owned");
    }

    @Test
    void aTermForAnotherPriceThanWasPaid() {
        Order order = paid(Specs.prepaid());
        damage("update instance_terms set paid = paid + 1 where order_number = ?", order.number());
        assertThat(found).containsExactly("terms-are-what-order-lines-paid");
    }

    @Test
    void aMachineThatExpiresAtAnotherTimeThanItsLastTermEnds() {
        Order order = paid(Specs.prepaid());
        damage(
                "update instances set expires_at = expires_at + interval '1' day where order_number = ?",
                order.number());
        assertThat(found).containsExactly("prepaid-machines-expire-when-their-last-term-ends");
    }

    @Test
    void aRefundOfMoreThanWasPaid() {
        Order order = paid(Specs.prepaid());
        damage(
                "update entries set order_number = ?, kind = 'REFUND', debit_account = 'shop:revenue'"
                        + " where account_id = '" + account + "' and kind = 'TOP_UP'",
                order.number());
        assertThat(found).contains("no-order-is-refunded-more-than-paid");
    }

    @Test
    void aPaidUnitWithoutAnInstance() {
        Order order = paid(Specs.prepaid());
        damage("update instances set order_number = 'another' where order_number = ?", order.number());
        assertThat(found).containsExactly("paid-units-are-instances-or-refunded", "stock-is-free-held-or-owned");
    }

    @Test
    void aUnitThatIsCountedAsRefundedAndIsNot() {
        Order order = paid(Specs.prepaid());
        damage("update order_lines set refunded_count = 1 where order_number = ?", order.number());
        assertThat(found).containsExactly("paid-units-are-instances-or-refunded");
    }

    @Test
    void aRefundWithoutMoneyForAMachineThatLives() {
        Order order = paid(Specs.postpaid());
        damage("""
                insert into order_refunds
                    (instance_id, sub_order_number, order_number, charge_type, amount, refunded_at)
                select m.instance_id, l.sub_order_number, l.order_number, l.charge_type, l.unit_total, m.paid_at
                from instances m
                join order_lines l on l.order_number = m.order_number and l.line = m.line
                where m.order_number = ?
                """, order.number());
        assertThat(found)
                .containsExactly(
                        "paid-units-are-instances-or-refunded",
                        "refunded-units-have-their-money-back",
                        "no-refunded-unit-is-an-instance",
                        "stock-is-free-held-or-owned");
    }

    @Test
    void stockThatNobodyHasTaken() {
        damage("update stock set taken = taken + 1 where taken < capacity and instance_type = ?", "S5.MEDIUM4");
        assertThat(found).containsExactly("stock-is-free-held-or-owned");
    }

    @Test
    void stockThatIsNotTakenForAnOrderThatWaitsForItsMoney() {
        place(Specs.prepaid());
        damage("update stock set taken = taken - 1 where taken > 0 and instance_type = ?", "S5.MEDIUM4");
        assertThat(found).containsExactly("stock-is-free-held-or-owned");
    }

    @Test
    void stockThatIsNotGivenBackWithAMachineThatIsGivenUp() {
        Order order = paid(Specs.postpaid());
        damage(
                "update instances set state = 'TERMINATED', running_at = paid_at, ended_at = paid_at"
                        + " where order_number = ?",
                order.number());
        assertThat(found).containsExactly("stock-is-free-held-or-owned");
    }

    @Test
    void anAddressThatTwoMachinesHave() {
        Order order = paid(Specs.prepaid());
        Order other = paid(Specs.prepaid());
        new Constraint("instances", "instances_public_ip_key", "unique (public_ip)").without(jdbc, () -> {
            twice("public_ip", order, other);
        });
        assertThat(found).containsExactly("no-public-address-is-given-twice");
        new Constraint("instances", "instances_private_ip_key", "unique (subnet_id, private_ip)").without(jdbc, () -> {
            twice("private_ip", order, other);
        });
        assertThat(found).containsExactly("no-private-address-is-given-twice");
    }

    @Test
    void theLastRunIsShownByHealthAndMetric() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update balances set line_count = 2 where account_id = ?")
                    .param(account.accountId())
                    .update();
            audit.run();
            status.setRollbackOnly();
        });

        Health broken = health.health();
        assertThat(broken.getStatus()).isEqualTo(Status.DOWN);
        assertThat(broken.getDetails()).containsEntry("no-statement-lacks-a-line", account.accountId());
        assertThat(meters.get("shop.invariants.broken").gauge().value()).isEqualTo(1);

        AuditReport whole = audit.run();
        assertThat(whole.holds()).isTrue();
        assertThat(audit.latest()).contains(whole);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(meters.get("shop.invariants.broken").gauge().value()).isZero();
    }

    @Test
    void whatBreaksAnInvariantIsCountedAndOneOfItNamed() {
        AccountId other = customers.with("1000.00");
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update balances set line_count = 2 where account_id in (?, ?)")
                    .params(account.accountId(), other.accountId())
                    .update();
            assertThat(audit.invariants())
                    .filteredOn(invariant -> !invariant.holds())
                    .singleElement()
                    .satisfies(broken -> assertThat(broken.detail()).matches("[0-9]{12}, … \\(2\\)"));
            status.setRollbackOnly();
        });
    }

    private List<String> found = List.of();

    private PaymentNumber paidByWallet() {
        PaymentNumber payment = payments.startTopUp(account, Cny.of("5.00"), WalletKind.QQ_WALLET, null)
                .number();
        house.pay(account, payment);
        return payment;
    }

    private Order paid(InstanceSpec spec) {
        return orders.payFromBalance(account, place(spec).number());
    }

    private Order place(InstanceSpec spec) {
        return orders.place(
                account, List.of(Purchases.of(spec, 1)), UUID.randomUUID().toString());
    }

    /** For a database that was restored: the last line and the exit code say how it went. */
    @Test
    void aCheckRunTellsWhatIsBrokenAndEndsWithAnotherCode() {
        CheckRun check = new CheckRun(audit, null);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(check.check(new PrintStream(printed))).isZero();
        assertThat(printed.toString())
                .contains("holds   paid-orders-are-settled")
                .endsWith("invariants, 0 broken\n");

        printed.reset();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update balances set line_count = 7 where account_id = ?")
                    .param(account.accountId())
                    .update();
            assertThat(check.check(new PrintStream(printed))).isEqualTo(1);
            status.setRollbackOnly();
        });
        assertThat(printed.toString())
                .contains("BROKEN  no-statement-lacks-a-line: " + account)
                .endsWith("invariants, 1 broken\n");
    }

    /** Changes one thing, looks, and takes the change back. */
    private void damage(String sql, Object id) {
        transaction.executeWithoutResult(status -> {
            assertThat(jdbc.sql(sql).param(id.toString()).update()).isPositive();
            found = invariants.broken();
            status.setRollbackOnly();
        });
    }

    private void twice(String column, Order... of) {
        for (Order order : of) {
            set(column, "203.0.113.1", order);
        }
        found = invariants.broken();
        for (Order order : of) {
            set(column, null, order);
        }
    }

    private void set(String column, String address, Order order) {
        jdbc.sql("update instances set " + column + " = ? where order_number = ?")
                .param(address)
                .param(order.number().number())
                .update();
    }
}
