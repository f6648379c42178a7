package shop.cvm.instance;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.work.Leftovers;

/**
 * Keeps a form that is sent again from doing again what it has done: a disk is not emptied twice because an answer was
 * lost, or a page was reloaded an hour later. What was done is remembered in the transaction that does it, so a refused
 * form can be sent again.
 */
@Service
public class InstanceForms {

    private final InstanceRows rows;
    private final JdbcClient jdbc;
    private final Leftovers leftovers;
    private final Clock clock;

    InstanceForms(InstanceRows rows, JdbcClient jdbc, Leftovers leftovers, Clock clock) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.leftovers = leftovers;
        this.clock = clock;
    }

    /**
     * Does to an instance what a form asks for, in one transaction, unless the same form has done it before. A form
     * without a name is done whenever it comes.
     *
     * @return whether it was done now
     * @throws NoSuchInstance if the account has none of this id
     * @throws FormReused if the form has been used with other content
     * @throws RuntimeException whatever the deed throws; the form is as good as new then
     */
    @Transactional
    public boolean once(AccountId account, InstanceId id, SentForm form, Runnable deed) {
        rows.lockAll(account, List.of(id));
        if (!SentForm.isNamed(form.token())) {
            deed.run();
            return true;
        }
        Optional<String> before = done(id, form);
        if (before.isPresent()) {
            requireSame(id, form, before.get());
            return false;
        }
        deed.run();
        remember(id, form);
        return true;
    }

    /** Removes what was done so long ago that nobody sends it again. */
    @Transactional(propagation = Propagation.NEVER)
    public int purge(Instant doneBefore) {
        return leftovers.remove("instance_forms", "instance_id", "done_at <= :time", Timestamp.from(doneBefore));
    }

    private Optional<String> done(InstanceId id, SentForm form) {
        return jdbc.sql("select content from instance_forms where instance_id = ? and deed = ? and token = ?")
                .params(id.instanceId(), form.deed(), form.token())
                .query(String.class)
                .optional();
    }

    private static void requireSame(InstanceId id, SentForm form, String before) {
        if (!before.equals(form.content())) {
            throw new FormReused(id);
        }
    }

    private void remember(InstanceId id, SentForm form) {
        jdbc.sql("insert into instance_forms (instance_id, deed, token, content, done_at) values (?, ?, ?, ?, ?)")
                .params(id.instanceId(), form.deed(), form.token(), form.content(), Timestamp.from(clock.instant()))
                .update();
    }
}
