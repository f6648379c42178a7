package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;

@ShopTest
class RequestPermitsTests {

    private static final int LIMIT = 20;

    @Autowired
    private RequestPermits permits;

    @Autowired
    private JdbcClient jdbc;

    private String subject = "";

    @Test
    void theLastOnesMayBeFewerThanAreWantedAndThenThereAreNoneUntilTheNextSecond() {
        List<Integer> got = withinOneSecond(() -> IntStream.of(7, 7, 7, 1)
                .map(wanted -> permits.take(subject, wanted, LIMIT))
                .boxed()
                .toList());
        assertThat(got).containsExactly(7, 7, 6, 0);

        aSecondPasses();
        assertThat(permits.take(subject, 7, LIMIT)).isEqualTo(7);
    }

    @Test
    void ofThoseWhoTakeAtOnceNobodyGetsWhatAnotherHas() {
        List<Outcome<Integer>> got =
                withinOneSecond(() -> Races.run(12, number -> () -> permits.take(subject, 3, LIMIT)));

        assertThat(got).allMatch(Outcome::succeeded);
        assertThat(got.stream().mapToInt(Outcome::value).sum()).isEqualTo(LIMIT);
    }

    @Test
    void permitsOfASecondThatIsOverAreForgottenAndThoseOfThisOneAreNot() {
        String old = UUID.randomUUID().toString();
        permits.take(old, 1, LIMIT);
        jdbc.sql("update request_permits set at_second = at_second - 120 where subject = ?")
                .param(old)
                .update();
        String young = UUID.randomUUID().toString();
        permits.take(young, 1, LIMIT);

        permits.purge();

        assertThat(jdbc.sql("select subject from request_permits where subject in (?, ?)")
                        .params(old, young)
                        .query(String.class)
                        .list())
                .containsExactly(young);
    }

    private void aSecondPasses() {
        jdbc.sql("update request_permits set at_second = at_second - 1 where subject = ?")
                .param(subject)
                .update();
    }

    /** Tries with one subject after another until an attempt began and ended in the same second. */
    private <T> T withinOneSecond(Supplier<T> attempt) {
        while (true) {
            subject = UUID.randomUUID().toString();
            long second = second();
            T result = attempt.get();
            if (second() == second) {
                return result;
            }
        }
    }

    private long second() {
        return jdbc.sql("select floor(extract(epoch from current_timestamp))")
                .query(Long.class)
                .single();
    }
}
