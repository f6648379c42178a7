package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.RoundTrips;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.RequestPermits;
import shop.cvm.audit.PassingTime;

/** Several nodes on one database: each is a {@link RateLimits} of its own. */
@ShopTest
class RateLimitsTests {

    private static final String ACTION = "DescribeInstances";
    private static final String REGION = "ap-guangzhou";
    private static final int LIMIT = 100;
    private static final int TENTH = LIMIT / 10;

    @Autowired
    private RequestPermits permits;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account = AccountId.next();

    @Test
    void aTenthOfTheLimitPassesWithoutAQuestionToTheDatabase() {
        RateLimits node = node(LIMIT);

        assertThat(RoundTrips.of(() -> passed(node, TENTH))).isEmpty();
        assertThat(RoundTrips.of(() -> passed(node, 1))).isNotEmpty();
        assertThat(RoundTrips.of(() -> passed(node, TENTH - 1)))
                .as("of those it took")
                .isEmpty();
    }

    @Test
    void oneNodeLetsExactlyTheLimitPass() {
        RateLimits node = node(LIMIT);

        assertThat(withinOneSecond(() -> passed(node, 3 * LIMIT))).isEqualTo(LIMIT);
    }

    @Test
    void twoNodesAtOnceLetPassNoMoreThanATenthBeyondTheLimitAndNoLess() {
        List<Outcome<Integer>> passed = withinOneSecond(() -> {
            List<RateLimits> nodes = List.of(node(LIMIT), node(LIMIT));
            return Races.run(8, number -> () -> passed(nodes.get(number % 2), LIMIT));
        });

        assertThat(passed).allMatch(Outcome::succeeded);
        assertThat(passed.stream().mapToInt(Outcome::value).sum()).isBetween(LIMIT, LIMIT + TENTH);
    }

    @Test
    void nodesThatComeTooLateLetATenthPassEach() {
        int passed = withinOneSecond(() -> IntStream.range(0, 4)
                .map(number -> passed(node(LIMIT), 2 * LIMIT))
                .sum());

        assertThat(passed).isEqualTo(LIMIT + 3 * TENTH);
    }

    @Test
    void aLimitBelowTenIsKeptToTheRequest() {
        int passed = withinOneSecond(() -> {
            RateLimits one = node(5);
            RateLimits other = node(5);
            return IntStream.range(0, 20)
                    .map(number -> passed(number % 2 == 0 ? one : other, 1))
                    .sum();
        });

        assertThat(passed).isEqualTo(5);
    }

    @Test
    void whoFloodsANodeAsksTheDatabaseNoMoreOftenThanThat() {
        RateLimits node = node(LIMIT);

        List<String> asked = RoundTrips.of(() -> passed(node, 20 * LIMIT));

        assertThat(asked).hasSizeLessThan(60);
    }

    @Test
    void otherActionsRegionsAndSecondsCountForThemselves() {
        PassingTime watch = new PassingTime();
        RateLimits node = new RateLimits(permits, new ApiSettings(1), watch);
        assertThat(withinOneSecond(() -> passed(node, 2))).isEqualTo(1);

        node.count(account, "DescribeZones", REGION);
        node.count(account, ACTION, "ap-shanghai");
        watch.passes(Duration.ofSeconds(1));
        jdbc.sql("update request_permits set at_second = at_second - 1").update();
        assertThat(passed(node, 1)).isEqualTo(1);
    }

    private RateLimits node(int limit) {
        return new RateLimits(permits, new ApiSettings(limit), new PassingTime());
    }

    private int passed(RateLimits node, int requests) {
        int passed = 0;
        for (int request = 0; request < requests; request++) {
            try {
                node.count(account, ACTION, REGION);
                passed++;
            } catch (ApiRefusal tooMany) {
                assertThat(tooMany.fault()).isEqualTo(Fault.TOO_MANY_REQUESTS);
            }
        }
        return passed;
    }

    /** Tries with one account after another until an attempt began and ended in the same second of the database. */
    private <T> T withinOneSecond(Supplier<T> attempt) {
        while (true) {
            account = AccountId.next();
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
