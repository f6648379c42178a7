package shop.cvm.notification;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.money.Cny;

/**
 * Which messages are still to go out. Taking one puts off its next attempt, longer every time, so that a node that dies
 * loses nothing; after the last one it stays in the message centre only.
 */
@Component
class MailRows {

    /** Over about a day. */
    static final int MOST_ATTEMPTS = 30;

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 6;

    private final JdbcClient jdbc;
    private final Instances instances;
    private final Clock clock;

    MailRows(JdbcClient jdbc, Instances instances, Clock clock) {
        this.jdbc = jdbc;
        this.instances = instances;
        this.clock = clock;
    }

    /** Takes what is due and nobody else has in hand. What is not complete yet is only put off. */
    @Transactional
    public List<Mail> claim(int atMost) {
        Instant now = clock.instant();
        List<Long> due = jdbc.sql("""
                        select message_id from messages where mail_due_at <= ? order by mail_due_at limit ?
                        for update skip locked
                        """)
                .params(Timestamp.from(now), atMost)
                .query(Long.class)
                .list();
        if (due.isEmpty()) {
            return List.of();
        }
        List<Mail> mails = jdbc.sql("""
                        select m.*, a.email from messages m join accounts a on a.account_id = m.account_id
                        where m.message_id in (:due) order by m.message_id
                        """)
                .param("due", due)
                .query((row, number) -> mail(row))
                .list();
        mails.forEach(mail -> putOff(mail, now));
        return withMachines(mails).stream().filter(Mail::isComplete).toList();
    }

    private List<Mail> withMachines(List<Mail> mails) {
        List<InstanceId> ids = mails.stream()
                .filter(mail -> mail.kind() == MessageKind.INSTANCE_CREATED)
                .map(mail -> new InstanceId(String.valueOf(mail.subject())))
                .toList();
        if (ids.isEmpty()) {
            return mails;
        }
        Map<String, Instance> machines = instances.all(ids).stream()
                .collect(toMap(machine -> machine.id().instanceId(), identity()));
        return mails.stream()
                .map(mail -> mail.about(machines.get(mail.subject())))
                .toList();
    }

    /** They went out. */
    @Transactional
    public void sent(List<Mail> mails) {
        if (!mails.isEmpty()) {
            jdbc.sql("update messages set mailed_at = :now, mail_due_at = null where message_id in (:sent)")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("sent", mails.stream().map(Mail::message).toList())
                    .update();
        }
    }

    /** They were not tried, because nothing can be sent at the moment: that counts as no attempt. */
    @Transactional
    public void giveBack(List<Mail> untried) {
        Timestamp soon = Timestamp.from(clock.instant().plus(SHORTEST));
        untried.forEach(mail -> jdbc.sql("""
                        update messages set mail_attempts = ?, mail_due_at = ?
                        where message_id = ? and mail_attempts = ? and mailed_at is null
                        """)
                .params(mail.attempts() - 1, soon, mail.message(), mail.attempts())
                .update());
    }

    private void putOff(Mail mail, Instant now) {
        boolean last = mail.attempts() >= MOST_ATTEMPTS;
        jdbc.sql("update messages set mail_attempts = ?, mail_due_at = ? where message_id = ?")
                .param(mail.attempts())
                .param(last ? null : Timestamp.from(now.plus(pause(mail.attempts()))))
                .param(mail.message())
                .update();
    }

    private static Duration pause(int attempts) {
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    private static Mail mail(ResultSet row) throws SQLException {
        String instance = row.getString("instance_id");
        Timestamp nextAt = row.getTimestamp("next_at");
        BigDecimal amount = row.getBigDecimal("amount");
        return new Mail(
                row.getLong("message_id"),
                row.getString("email"),
                MessageKind.valueOf(row.getString("kind")),
                instance == null ? row.getString("order_number") : instance,
                null,
                row.getInt("machines"),
                row.getInt("cut_off"),
                nextAt == null ? null : nextAt.toInstant(),
                amount == null ? null : Cny.round(amount),
                row.getInt("mail_attempts") + 1);
    }
}
