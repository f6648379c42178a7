package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Constraint;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.StoppedMode;
import shop.cvm.time.ShopClock;

/** Every invariant of billing is broken once, to see that it is noticed. */
@ShopTest
class BillingAuditTests {

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private Instance machine;

    @BeforeEach
    void aMachineThatWasSettled() {
        meters.park();
        account = customers.with("1000.00");
        machine = meters.buy(account, Specs.postpaid());
        clock.advance(Duration.ofMinutes(2));
        instances.stop(account, machine.id(), StoppedMode.STOP_CHARGING);
        meters.deliver();
        meters.hours(2);
        invariants.hold();
    }

    @AfterEach
    void theInvariantsHoldAgain() {
        invariants.hold();
    }

    @Test
    void aGapBetweenPeriods() {
        new Constraint(
                        "usage_periods",
                        "usage_periods_continue",
                        "foreign key (instance_id, component, previous, started_at)"
                                + " references usage_periods (instance_id, component, sequence, ended_at)")
                .without(jdbc, () -> {
                    String move = "update usage_periods set started_at = started_at %s interval '1' second"
                            + " where sequence = 1 and instance_id = ?";
                    update(move.formatted("+"), machine.id().instanceId());
                    assertThat(invariants.broken()).containsExactly("usage-has-neither-gap-nor-overlap");
                    update(move.formatted("-"), machine.id().instanceId());
                });
    }

    @Test
    void aMachineHeldBackThatIsCharged() {
        assertThat(broken(
                        "update instances set isolation = 'ARREAR' where instance_id = ?",
                        machine.id().instanceId()))
                .containsExactly("what-runs-is-charged");
    }

    @Test
    void aMachineThatRunsAndIsNotCharged() {
        Instance runs = meters.buy(account, Specs.postpaid());
        assertThat(broken(
                        "update usage_periods set charged = false where component = 'COMPUTE' and instance_id = ?",
                        runs.id().instanceId()))
                .containsExactly("what-runs-is-charged");
    }

    @Test
    void aMachineThatIsGivenUpAndUsedOn() {
        Instance gone = meters.buy(account, Specs.postpaid());
        instances.terminate(account, gone.id(), gone.calledBy());
        meters.deliver();
        assertThat(broken(
                        "update usage_periods set is_open = true,"
                                + " ended_at = timestamp with time zone '9999-12-31 00:00:00+00'"
                                + " where component = 'SYSTEM_DISK' and instance_id = ?",
                        gone.id().instanceId()))
                .containsExactly("what-runs-is-charged");
    }

    @Test
    void anAccountThatIsNotDueThoughItUsesSomething() {
        assertThat(broken("update usage_accounts set due_at = null where account_id = ?", account.accountId()))
                .containsExactly("what-is-charged-is-settled");
    }

    @Test
    void aLineThatWasChanged() {
        assertThat(broken("update bill_lines set amount = amount + 1 where account_id = ?", account.accountId()))
                .containsExactly("settled-hours-are-the-sums-of-their-lines");
    }

    @Test
    void anHourThatWasDeductedOtherwise() {
        assertThat(broken("update settled_hours set amount = amount + 0.01 where account_id = ?", account.accountId()))
                .contains("settled-hours-are-deducted-once");
    }

    @Test
    void arrearsThatNobodyDealsWith() {
        assertThat(broken(
                        "update balances set balance = -1, arrears_since = current_timestamp where account_id = ?",
                        account.accountId()))
                .contains("accounts-in-arrears-are-dealt-with");
    }

    private List<String> broken(String damage, String id) {
        return transaction.execute(status -> {
            update(damage, id);
            status.setRollbackOnly();
            return invariants.broken();
        });
    }

    private void update(String sql, String id) {
        assertThat(jdbc.sql(sql).param(id).update()).isPositive();
    }
}
