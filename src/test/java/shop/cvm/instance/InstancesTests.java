package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Specs;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

@ShopTest
class InstancesTests {

    @Autowired
    private Instances instances;

    @Autowired
    private InstanceSearch search;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    private Launches launches;
    private AccountId account;

    @BeforeEach
    void anAccount() {
        launches = new Launches(instances, transaction, clock);
        account = customers.account().id();
    }

    @Test
    void aLaunchedMachineIsWhatWasBoughtAndPending() {
        InstanceSpec spec = Specs.withDisks(
                Specs.prepaid(),
                new Disk("CLOUD_PREMIUM", 60),
                new Disk("CLOUD_SSD", 100),
                new Disk("CLOUD_PREMIUM", 20));

        List<InstanceId> ids = launches.launch(account, spec, 2);

        Instance first = instances.instance(account, ids.get(0));
        assertThat(first.spec()).isEqualTo(spec);
        assertThat(first.disks()).extracting(InstanceDisk::diskId).doesNotHaveDuplicates();
        assertThat(first.state()).isEqualTo(InstanceState.PENDING);
        assertThat(first.privateIp()).isEmpty();
        assertThat(first.shape().vcpu()).isEqualTo(2);
        assertThat(first.shape().loginUser()).isEqualTo("ubuntu");
        assertThat(instances.ofOrder(account, first.orderNumber()))
                .extracting(Instance::name)
                .containsExactly("web-1", "web-2");
    }

    @Test
    void prepaidTimeEndsByTheCalendarAndPostpaidTimeDoesNotEnd() {
        Instance prepaid = launchOne(Specs.prepaid());
        Instance postpaid = launchOne(Specs.postpaid());

        assertThat(prepaid.expiresAt()).contains(ShopCalendar.plusMonths(prepaid.paidAt(), 1));
        assertThat(postpaid.expiresAt()).isEmpty();
    }

    @Test
    void machinesAreLaunchedInSomebodysTransactionOnly() {
        Launch launch = launches.aLaunch(account, Specs.prepaid(), 1, Login.random(), clock.now());

        assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> instances.launch(launch));
    }

    @Test
    void theDatabaseRefusesToLaunchAnOrderTwice() {
        Launch launch = launches.aLaunch(account, Specs.prepaid(), 2, Login.random(), clock.now());
        transaction.executeWithoutResult(status -> instances.launch(launch));

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> instances.launch(launch)));
        assertThat(instances.ofOrder(account, launch.orderNumber())).hasSize(2);
    }

    @Test
    void aStrangersInstanceIsNotThere() {
        Instance instance = launchOne(Specs.prepaid());
        AccountId stranger = customers.account().id();

        assertThatExceptionOfType(NoSuchInstance.class).isThrownBy(() -> instances.instance(stranger, instance.id()));
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> instances.takePassword(stranger, instance.id(), ""));
        assertThat(instances.ofOrder(stranger, instance.orderNumber())).isEmpty();
        assertThat(search.find(stranger, InstanceQuery.all(), 0)).isEmpty();
    }

    @Test
    void theListIsReadInPagesNewestFirst() {
        launches.launch(account, Specs.prepaid(), Instances.PAGE_SIZE);
        clock.advance(Duration.ofSeconds(1));
        InstanceId newest = launches.launch(account, Specs.postpaid(), 1).get(0);

        Page<Instance> first = search.find(account, InstanceQuery.all(), 0);

        assertThat(first).hasSize(Instances.PAGE_SIZE);
        assertThat(first.getTotalElements()).isEqualTo(Instances.PAGE_SIZE + 1);
        assertThat(first.getContent().get(0).id()).isEqualTo(newest);
        assertThat(search.find(account, InstanceQuery.all(), 1)).hasSize(1);
        assertThat(search.find(account, InstanceQuery.all(), 99)).isEmpty();
    }

    @Test
    void aRandomPasswordIsShownOnceAndNotBeforeTheMachineRuns() {
        Instance instance = launchOne(Specs.prepaid());
        assertThat(instances.takePassword(account, instance.id(), "")).isEmpty();

        letRun();

        assertThat(instances.instance(account, instance.id()).hasPasswordToShow())
                .isTrue();
        assertThat(instances.takePassword(account, instance.id(), "")).hasValueSatisfying(password -> assertThat(
                        PasswordRule.of(OsType.LINUX).faults(password))
                .isEmpty());
        assertThat(instances.takePassword(account, instance.id(), "")).isEmpty();
        assertThat(secret(instance.id())).isNull();
    }

    /** Who presses twice, or whose answer is lost on the way, sees it all the same. */
    @Test
    void theFormThatShowedAPasswordGetsTheSameAnswerForAMinuteAndNoOtherDoes() {
        InstanceId id = launchOne(Specs.prepaid()).id();
        letRun();

        String password = instances.takePassword(account, id, "form-1").orElseThrow();

        assertThat(instances.takePassword(account, id, "form-1")).contains(password);
        assertThat(instances.takePassword(account, id, "form-2")).isEmpty();
        assertThat(instances.takePassword(account, id, "")).isEmpty();
        assertThat(instances.instance(account, id).hasPasswordToShow()).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(instances.takePassword(account, id, "form-1")).isEmpty();
        instances.advanceDue();
        assertThat(secret(id)).isNull();
    }

    @Test
    void twoAnswersToTheSameFormAtOnceAreTheSame() {
        InstanceId id = launchOne(Specs.prepaid()).id();
        letRun();

        List<Outcome<Optional<String>>> outcomes =
                Races.run(4, number -> () -> instances.takePassword(account, id, "form-1"));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().map(Outcome::value).distinct())
                .singleElement()
                .satisfies(password -> assertThat(password).isPresent());
    }

    @Test
    void aRandomPasswordNobodyLooksAtIsForgottenAfterSevenDays() {
        Instance instance = launchOne(Specs.prepaid());
        letRun();
        clock.advance(Duration.ofDays(6).plusHours(23));
        instances.advanceDue();
        assertThat(secret(instance.id())).isNotNull();

        clock.advance(Duration.ofHours(1));
        instances.advanceDue();

        assertThat(secret(instance.id())).isNull();
        assertThat(instances.takePassword(account, instance.id(), "")).isEmpty();
    }

    @Test
    void aChosenPasswordIsKeptUnreadableAndOnlyUntilTheMachineRuns() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1, Login.password("Abcd1234!"))
                .get(0);
        assertThat(secret(id)).isNotNull().doesNotContain("Abcd1234!");

        letRun();

        assertThat(instances.instance(account, id).isRunning()).isTrue();
        assertThat(secret(id)).isNull();
    }

    @Test
    void aPasswordThatBreaksTheRulesOfTheSystemIsRefusedWithoutTellingIt() {
        assertThatExceptionOfType(InvalidPassword.class)
                .isThrownBy(() -> instances.seal(account, Login.password("abcdefgh1234"), OsType.WINDOWS))
                .satisfies(refused -> assertThat(refused.faults()).containsExactly(PasswordFault.CLASSES))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("abcdefgh1234"));
    }

    @Test
    void nothingThatIsPrintedTellsAPassword() {
        Login login = Login.password("Abcd1234!");
        SealedLogin sealed = instances.seal(account, login, OsType.LINUX);
        assertThat(login + " " + sealed + " " + instances.digest(login))
                .doesNotContain("Abcd1234!")
                .doesNotContain(String.valueOf(sealed.secret()));
    }

    private Instance launchOne(InstanceSpec spec) {
        return instances.instance(account, launches.launch(account, spec, 1).get(0));
    }

    private void letRun() {
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(1));
        instances.advanceDue();
    }

    private String secret(InstanceId id) {
        return jdbc.sql("select login_secret from instances where instance_id = ?")
                .param(id.instanceId())
                .query(String.class)
                .list()
                .get(0);
    }
}
