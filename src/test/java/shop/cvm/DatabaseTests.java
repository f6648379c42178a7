package shop.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.time.ShopClock;

@ShopTest
class DatabaseTests {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Flyway flyway;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Customers customers;

    @Test
    void theDatabaseIsTheOneThatThisRunAskedFor() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName())
                    .isEqualToIgnoringCase(System.getProperty("shop.test.database", "h2"));
        }
    }

    @Test
    void everyScriptHasRunAndNoneIsLeft() {
        assertThat(flyway.info().applied()).isNotEmpty();
        assertThat(flyway.info().pending()).isEmpty();
        flyway.validate();
    }

    /** The pool renews its connections every half an hour, the one that ran the scripts as well. */
    @Test
    void whatTheScriptsMadeOutlivesTheirConnection() throws SQLException {
        HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
        try (Connection old = dataSource.getConnection()) {
            pool.getHikariPoolMXBean().softEvictConnections();
            assertThat(old.isClosed()).isFalse();
        }

        assertThatNoException().isThrownBy(() -> customers.with("1.00"));
    }

    @Test
    void theShopsTimeAdvancesByWhatItIsToldAndNeverBack() {
        Instant before = clock.now();

        clock.advance(Duration.ofDays(31));

        assertThat(clock.now())
                .isBetween(
                        before.plus(Duration.ofDays(31)),
                        before.plus(Duration.ofDays(31)).plusSeconds(60));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofMillis(-1)));
    }
}
