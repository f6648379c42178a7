package shop.cvm.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;

@ShopTest
class LeftoversTests {

    /** Long after the other tests' time, so that their rows are told apart. */
    private static final Instant NOW = Instant.parse("2091-01-01T00:00:00Z");

    private static final int MANY = 1_203;

    @Autowired
    private Leftovers leftovers;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    private final String mine = UUID.randomUUID().toString();

    @AfterEach
    void forget() {
        jdbc.update("delete from sign_in_attempts where subject like ?", mine + "%");
    }

    @Test
    void allThatIsOverGoesAndNothingElse() {
        rows("over", MANY, NOW.minusSeconds(1));
        rows("just", 1, NOW);
        rows("kept", 3, NOW.plusSeconds(1));

        assertThat(remove()).isEqualTo(MANY + 1);
        assertThat(left()).hasSize(3).allMatch(subject -> subject.contains("kept"));
        assertThat(remove()).isZero();
    }

    @Test
    void nodesThatTidyUpAtOnceShareTheWork() {
        rows("over", MANY, NOW);

        List<Outcome<Integer>> removed = Races.run(3, number -> this::remove);

        assertThat(removed).allMatch(Outcome::succeeded);
        assertThat(removed.stream().mapToInt(Outcome::value).sum() + remove()).isEqualTo(MANY);
        assertThat(left()).isEmpty();
    }

    @Test
    void whatSomebodyHoldsIsNotWaitedFor() {
        rows("over", 5, NOW);

        List<Outcome<Integer>> removed = transaction.execute(status -> {
            client.sql("select subject from sign_in_attempts where subject = ? for update")
                    .param(mine + "over0")
                    .query(String.class)
                    .single();
            return Races.run(1, number -> this::remove);
        });

        assertThat(removed.get(0).value()).isEqualTo(4);
        assertThat(left()).containsExactly(mine + "over0");
    }

    private int remove() {
        return leftovers.remove(
                "sign_in_attempts",
                "subject",
                "ends_at <= :time and subject like '" + mine + "%'",
                Timestamp.from(NOW));
    }

    private void rows(String name, int count, Instant end) {
        List<Object[]> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            rows.add(new Object[] {mine + name + number, Timestamp.from(end)});
        }
        jdbc.batchUpdate("insert into sign_in_attempts (subject, attempts, ends_at) values (?, 1, ?)", rows);
    }

    private List<String> left() {
        return jdbc.queryForList("select subject from sign_in_attempts where subject like ?", String.class, mine + "%");
    }
}
