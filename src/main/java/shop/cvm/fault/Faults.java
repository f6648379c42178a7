package shop.cvm.fault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The switches. They are kept in the database, so that all nodes and the tests outside agree; outside sandbox mode
 * nothing ever strikes and nothing is asked.
 */
@Service
public class Faults {

    private final JdbcClient jdbc;
    private final FaultSettings settings;
    private final TransactionTemplate own;

    Faults(JdbcClient jdbc, FaultSettings settings, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Whether faults can strike at all. */
    public boolean isSandbox() {
        return settings.enabled();
    }

    /**
     * Whether this fault strikes now, and if so by which delay; one of its times is used up then, for good, whatever
     * becomes of the caller.
     */
    public Optional<Duration> strike(Fault fault) {
        return settings.enabled() ? own.execute(status -> struck(fault)) : Optional.empty();
    }

    private Optional<Duration> struck(Fault fault) {
        return find(fault).filter(found -> found.times() == null || uses(fault)).map(ActiveFault::delay);
    }

    /** What is switched on and has times left. */
    @Transactional(readOnly = true)
    public List<ActiveFault> active() {
        return jdbc.sql("select * from faults where times_left is null or times_left > 0 order by fault")
                .query(Faults::row)
                .list();
    }

    /**
     * Switches a fault on, anew if it was on.
     *
     * @param times how many times it strikes, 1 or more; null for until it is switched off
     * @param delay zero or more
     * @throws IllegalArgumentException if one of them is out of range
     */
    @Transactional
    public void switchOn(Fault fault, @Nullable Integer times, Duration delay) {
        if (delay.isNegative() || (times != null && times < 1)) {
            throw new IllegalArgumentException("A fault strikes once or more, after no time or some");
        }
        switchOff(fault);
        jdbc.sql("insert into faults (fault, times_left, delay_millis) values (?, ?, ?)")
                .param(fault.name())
                .param(times)
                .param(delay.toMillis())
                .update();
    }

    @Transactional
    public void switchOff(Fault fault) {
        jdbc.sql("delete from faults where fault = ?").param(fault.name()).update();
    }

    @Transactional
    public void switchAllOff() {
        jdbc.sql("delete from faults").update();
    }

    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void takeOverConfigured() {
        if (settings.enabled()) {
            settings.faults().forEach((fault, wanted) -> switchOn(fault, wanted.times(), wanted.delay()));
        }
    }

    private Optional<ActiveFault> find(Fault fault) {
        return jdbc.sql("select * from faults where fault = ?")
                .param(fault.name())
                .query(Faults::row)
                .optional();
    }

    private boolean uses(Fault fault) {
        return jdbc.sql("update faults set times_left = times_left - 1 where fault = ? and times_left > 0")
                        .param(fault.name())
                        .update()
                == 1;
    }

    private static ActiveFault row(ResultSet row, int number) throws SQLException {
        return new ActiveFault(
                Fault.valueOf(row.getString("fault")),
                row.getObject("times_left", Integer.class),
                Duration.ofMillis(row.getLong("delay_millis")));
    }
}
