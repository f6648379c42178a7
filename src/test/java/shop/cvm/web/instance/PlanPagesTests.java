package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Act;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceProtected;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidTerminationTime;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.TerminationIsTimed;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.order.AgreedReturn;
import shop.cvm.order.NotReturnable;
import shop.cvm.order.ReturnKind;
import shop.cvm.order.Returns;
import shop.cvm.time.Due;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Protection from termination, and terminations at a set time. */
@ShopTest
class PlanPagesTests {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Autowired
    private MockMvc mvc;

    @LocalServerPort
    private int port;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private TerminationPlans plans;

    @Autowired
    private List<Due> dues;

    @Autowired
    private History history;

    @Autowired
    private Returns returns;

    @Autowired
    private Ledger ledger;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private AccountId account;
    private Instance machine;
    private Pages pages;

    @BeforeEach
    void aMachineByTheHour() {
        meters.park();
        customer = customers.account();
        account = customer.id();
        customers.credit(account, "1000.00");
        machine = meters.buy(account, Specs.postpaid());
        pages = Pages.of(mvc, customer);
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void aProtectedMachineIsNotTerminatedUntilItsOwnerLiftsThat() {
        assertThat(post("protection", Map.of("on", "true")).getStatus()).isEqualTo(303);
        assertThat(pages.page(path("")).text()).contains("Protected").contains("Lift the protection");

        MockHttpServletResponse refused = post("termination", Map.of("confirm", machine.name()));
        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).text()).contains("It is protected from termination.");
        assertThat(pages.page("/instances/termination?id=" + machine.id())
                        .selectFirst(".note-warn")
                        .text())
                .contains("It is protected from termination.");
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);

        post("protection", Map.of("on", "false"));
        assertThat(post("termination", Map.of("confirm", machine.name())).getStatus())
                .isEqualTo(303);
        assertThat(kinds()).containsSubsequence(ActKind.TERMINATED, ActKind.UNPROTECTED, ActKind.PROTECTED);
    }

    @Test
    void aProtectedMachineIsNotReturned() {
        InstanceId prepaid = meters.buy(account, Specs.prepaid()).id();
        plans.protect(account, prepaid, true);

        assertThat(returns.offers(account, List.of(prepaid)).get(0).refusal())
                .isInstanceOfSatisfying(NotReturnable.class, refused -> assertThat(refused.reason())
                        .isEqualTo(NotReturnable.Reason.PROTECTED));
        assertThatExceptionOfType(NotReturnable.class)
                .isThrownBy(() -> returns.give(
                        account,
                        new AgreedReturn(prepaid, ReturnKind.FIVE_DAY, clock.now(), Cny.of("1.00")),
                        UUID.randomUUID().toString()));
        assertThat(pages.page("/instances/" + prepaid + "/return").text())
                .contains("It is protected from termination. Lift the protection on its page first.");
    }

    @Test
    void whoDoesNotPayLosesAProtectedMachineAllTheSame() throws InterruptedException {
        AccountId owner = customers.with("1.00");
        meters.untilNextHour();
        InstanceId id = meters.buy(owner, Specs.postpaid()).id();
        plans.protect(owner, id, true);
        meters.spendAllBut(owner, Cny.of("0.30"));
        meters.hours(27);
        meters.deliver();

        assertThat(instances.instance(owner, id).state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(plans.of(id)).isEmpty();
    }

    @Test
    void itEndsAtTheTimeThatWasSetAndItsFreezeIsAvailableAgain() {
        Instant at = clock.now().plus(AN_HOUR);
        MockHttpServletResponse set = post("timed-termination", Map.of("terminateAt", typed(at)));
        assertThat(set.getStatus()).isEqualTo(303);
        Instant kept = plan().terminateAt().orElseThrow();
        assertThat(pages.page(path("")).text()).contains("This instance is terminated with its disks at ");
        Due due = dues.stream()
                .filter(one -> one.name().equals("timed-termination"))
                .findFirst()
                .orElseThrow();
        assertThat(due.next(clock.now()))
                .hasValueSatisfying(next -> assertThat(next).isBeforeOrEqualTo(kept));

        clock.advanceTo(kept.minusMillis(5000));
        due.run();
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        clock.advanceTo(kept);
        due.run();
        due.run();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
        assertThat(now().endedAt()).hasValueSatisfying(end -> assertThat(end).isBetween(kept, kept.plusSeconds(2)));
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(kinds()).filteredOn(ActKind.TERMINATED_ON_TIME::equals).hasSize(1);
        assertThat(plans.of(machine.id())).isEmpty();
        assertThat(pages.in(Locale.CHINESE).page(path("")).text()).contains("按设定时间定时销毁");
    }

    @Test
    void theTimeCanBeMovedAndCancelled() {
        Instant first = clock.now().plus(AN_HOUR);
        plans.terminateAt(account, machine.id(), first);
        assertThat(plans.terminateAt(account, machine.id(), first))
                .as("the same")
                .isFalse();
        plans.terminateAt(account, machine.id(), first.plus(AN_HOUR));
        clock.advanceTo(first.plusSeconds(1));
        plans.runDue();
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);

        assertThat(post("timed-termination/cancellation", Map.of()).getStatus()).isEqualTo(303);
        clock.advance(AN_HOUR.multipliedBy(2));
        plans.runDue();

        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(kinds()).startsWith(ActKind.TERMINATION_CANCELLED, ActKind.TERMINATION_SET, ActKind.TERMINATION_SET);
    }

    @Test
    void aTimeThatCannotBeIsRefusedAndKept() {
        assertRefused(typed(clock.now().plusSeconds(60)), "at least 5 minutes");
        assertRefused(typed(clock.now().plus(Duration.ofDays(400))), "at most a year");
        assertRefused("tomorrow", "Enter a date and a time");
        assertRefused("", "Enter a date and a time");
        assertRefused("+999999999-12-31T23:59", "at most a year");
        assertThat(plans.of(machine.id())).isEmpty();
        InstanceId prepaid = meters.buy(account, Specs.prepaid()).id();
        assertThatExceptionOfType(InstanceIsPrepaid.class)
                .isThrownBy(
                        () -> plans.terminateAt(account, prepaid, clock.now().plus(AN_HOUR)));
        assertThatExceptionOfType(InvalidTerminationTime.class)
                .isThrownBy(() -> plans.terminateAt(account, machine.id(), clock.now()));
    }

    @Test
    void protectionAndATimeRefuseEachOtherHoweverTheyMeet() {
        List<Outcome<Boolean>> outcomes = Races.run(
                8,
                number -> () -> number % 2 == 0
                        ? plans.protect(account, machine.id(), true)
                        : plans.terminateAt(account, machine.id(), clock.now().plus(AN_HOUR)));

        assertThat(outcomes)
                .allMatch(one -> one.succeeded()
                        || one.thrown() instanceof InstanceProtected
                        || one.thrown() instanceof TerminationIsTimed);
        assertThat(plan().isProtected()).isNotEqualTo(plan().terminateAt().isPresent());
        assertThat(jdbc.sql("select count(*) from termination_plans where instance_id = ?")
                        .param(machine.id().instanceId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void severalAreProtectedTogetherWithAResultForEach() {
        Instance timed = meters.buy(account, Specs.postpaid());
        plans.terminateAt(account, timed.id(), clock.now().plus(AN_HOUR));
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());
        HttpVisitor.Page list = visitor.open("/instances");

        HttpVisitor.Page answer = visitor.submit(
                list, "/instances/bulk", Map.of("action", "PROTECT", "id", machine.id() + "," + timed.id()));

        assertThat(visitor.open(answer.location())
                        .document()
                        .select("#results li")
                        .eachText())
                .containsExactly(
                        machine.id() + ": Done.",
                        timed.id() + ": It is to be terminated at a set time. Cancel that first, then protect it.");
        pages.post(
                "/instances/bulk",
                Map.of("action", "UNPROTECT", "id", machine.id().instanceId()));
        assertThat(plans.of(machine.id())).isEmpty();
    }

    @Test
    void twoNodesTerminateEachMachineOnce() {
        List<Instance> more = meters.buy(account, Specs.postpaid(), 12);
        Instant at = clock.now().plus(AN_HOUR);
        more.forEach(one -> plans.terminateAt(account, one.id(), at));
        clock.advanceTo(at);

        List<Outcome<Integer>> outcomes = Races.run(4, number -> plans::runDue);
        plans.runDue();

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(more)
                .allSatisfy(one -> assertThat(history.of(account, one.id(), 0).map(Act::kind))
                        .filteredOn(ActKind.TERMINATED_ON_TIME::equals)
                        .hasSize(1));
    }

    @Test
    void cancelledAtTheVeryMomentItIsDueItIsEitherGoneOrKept() {
        Instant at = clock.now().plus(AN_HOUR);
        plans.terminateAt(account, machine.id(), at);
        clock.advanceTo(at);

        Races.run(4, number -> () -> number == 0 ? plans.cancel(account, machine.id()) : plans.runDue() > 0);

        boolean cancelled = kinds().contains(ActKind.TERMINATION_CANCELLED);
        assertThat(now().state()).isEqualTo(cancelled ? InstanceState.RUNNING : InstanceState.TERMINATING);
        assertThat(plans.of(machine.id())).isEmpty();
    }

    @Test
    void aMachineThatIsBeingRebootedEndsAsSoonAsItCan() {
        Instant at = clock.now().plus(AN_HOUR);
        plans.terminateAt(account, machine.id(), at);
        clock.advanceTo(at);
        instances.power(account, machine.id(), PowerAction.REBOOT);
        plans.runDue();
        assertThat(now().state()).isEqualTo(InstanceState.REBOOTING);

        meters.deliver();
        clock.advance(Duration.ofSeconds(5));
        plans.runDue();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
    }

    @Test
    void whatIsSomebodyElsesIsNotThere() {
        Pages stranger = Pages.of(mvc, customers.account());

        assertThat(stranger.post(path("/protection"), Map.of("on", "true")).getStatus())
                .isEqualTo(404);
        assertThat(stranger.post(path("/timed-termination"), Map.of("terminateAt", "2026-12-31T18:30"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(stranger.post(path("/timed-termination/cancellation"), Map.of())
                        .getStatus())
                .isEqualTo(404);
    }

    private void assertRefused(String typed, String words) {
        MockHttpServletResponse refused = post("timed-termination", Map.of("terminateAt", typed));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Pages.read(refused).selectFirst("#terminateAt-err").text()).contains(words);
        assertThat(Pages.read(refused).selectFirst("#terminateAt").attr("value"))
                .isEqualTo(typed);
    }

    private static String typed(Instant at) {
        return LocalDateTime.ofInstant(at, Show.ZONE).toString();
    }

    private MockHttpServletResponse post(String what, Map<String, String> fields) {
        return pages.post(path("/" + what), fields);
    }

    private String path(String what) {
        return "/instances/" + machine.id() + what;
    }

    private TerminationPlan plan() {
        return plans.of(machine.id()).orElseThrow();
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    /** The latest first. */
    private List<ActKind> kinds() {
        return history.of(account, machine.id(), 0).map(Act::kind).getContent();
    }
}
