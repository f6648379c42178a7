package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.ShopTest;

@ShopTest
class SessionsTests {

    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    private Sessions sessions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String over = UUID.randomUUID().toString();
    private final String young = UUID.randomUUID().toString();

    @AfterEach
    void forget() {
        jdbc.sql("delete from spring_session where primary_id in (?, ?)")
                .params(over, young)
                .update();
    }

    @Test
    void aSessionWhoseTimeIsOverGoesWithAllThatIsInItAndNoOther() {
        session(over, Duration.ofSeconds(-1));
        session(young, HOUR);

        assertThat(sessions.removeExpired()).isPositive();

        assertThat(count("spring_session", "primary_id", over)).isZero();
        assertThat(count("spring_session_attributes", "session_primary_id", over))
                .isZero();
        assertThat(count("spring_session", "primary_id", young)).isEqualTo(1);
        assertThat(count("spring_session_attributes", "session_primary_id", young))
                .isEqualTo(1);
    }

    private void session(String id, Duration left) {
        long end = clock.instant().plus(left).toEpochMilli();
        jdbc.sql("""
                        insert into spring_session (primary_id, session_id, creation_time, last_access_time,
                            max_inactive_interval, expiry_time)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(id, UUID.randomUUID().toString(), end, end - HOUR.toMillis(), HOUR.toSeconds(), end)
                .update();
        jdbc.sql("""
                        insert into spring_session_attributes (session_primary_id, attribute_name, attribute_bytes)
                        values (?, 'something', ?)
                        """).params(id, new byte[] {1}).update();
    }

    private int count(String table, String column, String id) {
        return jdbc.sql("select count(*) from %s where %s = ?".formatted(table, column))
                .param(id)
                .query(Integer.class)
                .single();
    }
}
