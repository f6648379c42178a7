package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.ShopTest;
import shop.cvm.instance.Findings.Finding;

@ShopTest
class InstanceLeftoversTests {

    @Autowired
    private InstanceLeftovers leftovers;

    @Autowired
    private Findings findings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final InstanceId one = InstanceId.next();
    private final InstanceId two = InstanceId.next();
    private final InstanceId three = InstanceId.next();

    @AfterEach
    void forget() {
        for (InstanceId id : List.of(one, two, three)) {
            jdbc.sql("delete from instance_leases where instance_id = ?")
                    .param(id.instanceId())
                    .update();
            findings.forget(id);
        }
    }

    @Test
    void leasesOfNodesThatDiedGoLongAfterTheirEndAndNoOthers() {
        lease(one, Duration.ofMinutes(-61));
        lease(two, Duration.ofMinutes(-59));
        lease(three, Duration.ofSeconds(20));

        leftovers.purge();

        assertThat(jdbc.sql("select instance_id from instance_leases where instance_id in (?, ?, ?)")
                        .params(one.instanceId(), two.instanceId(), three.instanceId())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(two.instanceId(), three.instanceId());
    }

    /** What is lost has been reported and must not be reported again. */
    @Test
    void strangersThatWentByThemselvesAreForgottenAndWhatIsLostIsNot() {
        Instant now = clock.instant();
        findings.add(one, Finding.ORPHAN, now.minus(Duration.ofDays(8)));
        findings.add(two, Finding.ORPHAN, now.minus(Duration.ofDays(6)));
        findings.add(three, Finding.LOST, now.minus(Duration.ofDays(800)));

        leftovers.purge();

        assertThat(jdbc.sql("select machine_id from machine_findings where machine_id in (?, ?, ?)")
                        .params(one.instanceId(), two.instanceId(), three.instanceId())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(two.instanceId(), three.instanceId());
    }

    private void lease(InstanceId id, Duration left) {
        jdbc.sql("insert into instance_leases (instance_id, lease_until) values (?, ?)")
                .params(id.instanceId(), Timestamp.from(clock.instant().plus(left)))
                .update();
    }
}
