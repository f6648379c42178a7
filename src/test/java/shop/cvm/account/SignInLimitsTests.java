package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.work.Leftovers;

/** Three wrong passwords for an account, five from one place, in ten minutes. */
@ShopTest
class SignInLimitsTests {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Leftovers leftovers;

    private final Watch watch = new Watch();
    private final String email = Customers.anEmail();
    private final String here = UUID.randomUUID().toString();
    private final String there = UUID.randomUUID().toString();
    private SignInLimits limits;

    @BeforeEach
    void openTheDoor() {
        limits = new SignInLimits(
                jdbc,
                transaction,
                leftovers,
                new AccountSettings(VerificationNeed.NOTHING, new AccountSettings.SignIn(3, 5, WITHIN)),
                watch);
    }

    /** Rows of this class are from long after the other tests' time. */
    @AfterEach
    void forget() {
        jdbc.sql("delete from sign_in_attempts where ends_at > ?")
                .param(Timestamp.from(Watch.START))
                .update();
    }

    @Test
    void anAccountIsTriedThreeTimesFromWhereverAndThenNotBeforeTheTimeIsOver() {
        limits.attempt(email, here);
        watch.passes(Duration.ofMinutes(4));
        limits.attempt(email, there);
        limits.attempt(" " + email.toUpperCase() + " ", here);

        assertRefused(email, here, Duration.ofMinutes(6));
        assertRefused(email, there, Duration.ofMinutes(6));

        watch.passes(Duration.ofMinutes(6));
        assertTaken(email, there);
    }

    @Test
    void aPlaceTriesFiveTimesWhicheverAccountsAndOtherPlacesGoOn() {
        for (int attempt = 0; attempt < 5; attempt++) {
            limits.attempt(Customers.anEmail(), here);
        }

        assertRefused(email, here, WITHIN);
        assertTaken(email, there);

        watch.passes(WITHIN);
        assertTaken(email, here);
    }

    @Test
    void whoKnowsThePasswordHasNoneCounted() {
        for (int attempt = 0; attempt < 20; attempt++) {
            limits.attempt(email, here);
            limits.succeeded(email, here);
        }
        assertThat(counted()).isZero();
    }

    @Test
    void whoKnowsOnePasswordGetsNoMoreTriesAtOthers() {
        for (int attempt = 0; attempt < 5; attempt++) {
            limits.attempt(Customers.anEmail(), here);
            if (attempt < 4) {
                limits.attempt(email, here);
                limits.succeeded(email, here);
            }
        }
        assertRefused(email, here, WITHIN);
    }

    @Test
    void ofManyAttemptsAtOnceNoMoreAreTakenThanOneAfterAnother() {
        List<Outcome<Boolean>> byAccount =
                Races.run(16, number -> () -> attempt(email, UUID.randomUUID().toString()));
        List<Outcome<Boolean>> byPlace = Races.run(16, number -> () -> attempt(Customers.anEmail(), here));

        assertThat(byAccount.stream().filter(Outcome::succeeded)).hasSize(3);
        assertThat(byPlace.stream().filter(Outcome::succeeded)).hasSize(5);
        assertThat(byAccount)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(refused -> assertThat(refused.thrown()).isInstanceOf(TooManySignIns.class));
    }

    @Test
    void aPlaceThatMayTryNoMoreAddsNoRowsAndAllAreGoneWhenTheirTimeIsOver() {
        for (int attempt = 0; attempt < 5; attempt++) {
            limits.attempt(Customers.anEmail(), here);
        }
        int rows = rows();
        for (int attempt = 0; attempt < 50; attempt++) {
            assertRefused(Customers.anEmail(), here, WITHIN);
        }
        assertThat(rows()).isEqualTo(rows);

        watch.passes(WITHIN);
        limits.purge();
        assertThat(rows()).isZero();
    }

    @Test
    void aNetworkOfIpV6CountsAsOnePlaceAndIpV4IsOneHoweverItIsWritten() {
        assertThat(ClientNetwork.of("2001:db8:1:2:3:4:5:6")).isEqualTo(ClientNetwork.of("2001:db8:1:2::1"));
        assertThat(ClientNetwork.of("2001:db8:1:3::1")).isNotEqualTo(ClientNetwork.of("2001:db8:1:2::1"));
        assertThat(ClientNetwork.of("::ffff:203.0.113.7")).isEqualTo(ClientNetwork.of("203.0.113.7"));
        assertThat(ClientNetwork.of("no:address:at:all")).isEqualTo("no:address:at:all");
        assertThat(ClientNetwork.of("proxy.example")).isEqualTo("proxy.example");
    }

    private boolean attempt(String account, String from) {
        limits.attempt(account, from);
        return true;
    }

    private void assertTaken(String account, String from) {
        assertThatNoException().isThrownBy(() -> limits.attempt(account, from));
    }

    private void assertRefused(String account, String from, Duration wait) {
        assertThatExceptionOfType(TooManySignIns.class)
                .isThrownBy(() -> limits.attempt(account, from))
                .satisfies(refused ->
                        assertThat(refused.until()).isEqualTo(watch.instant().plus(wait)));
    }

    private int counted() {
        return jdbc.sql("select coalesce(sum(attempts), 0) from sign_in_attempts where ends_at > ?")
                .param(Timestamp.from(Watch.START))
                .query(Integer.class)
                .single();
    }

    private int rows() {
        return jdbc.sql("select count(*) from sign_in_attempts where ends_at > ?")
                .param(Timestamp.from(Watch.START))
                .query(Integer.class)
                .single();
    }

    /** Long after the other tests, so that their rows are told apart. */
    private static final class Watch extends Clock {

        static final Instant START = Instant.parse("2090-01-01T00:00:00Z");

        private Instant now = START.plusSeconds(1);

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
