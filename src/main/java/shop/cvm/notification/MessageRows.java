package shop.cvm.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;

/** Writes messages, any number in one round trip. */
@Component
class MessageRows {

    private static final String INSERT = """
            insert into messages (account_id, message_key, kind, instance_id, order_number, machines, cut_off, next_at,
                created_at, mail_due_at, amount)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private final JdbcOperations jdbc;
    private final ObjectProvider<JavaMailSender> mail;
    private final Clock clock;

    MessageRows(JdbcOperations jdbc, ObjectProvider<JavaMailSender> mail, Clock clock) {
        this.jdbc = jdbc;
        this.mail = mail;
        this.clock = clock;
    }

    /** Keeps those that have not been kept before; they go out by e-mail if there is a server for that. */
    void insert(List<NewMessage> messages, Instant at) {
        Timestamp createdAt = Timestamp.from(at);
        Timestamp mailDueAt = mail.getIfAvailable() == null ? null : Timestamp.from(clock.instant());
        jdbc.batchUpdate(INSERT, messages, Math.max(messages.size(), 1), (row, message) -> {
            row.setString(1, message.account().accountId());
            row.setString(2, message.key());
            row.setString(3, message.kind().name());
            row.setString(4, message.instance());
            row.setString(5, message.order());
            row.setInt(6, message.machines());
            row.setInt(7, message.cutOff());
            Instant nextAt = message.nextAt();
            row.setTimestamp(8, nextAt == null ? null : Timestamp.from(nextAt));
            row.setTimestamp(9, createdAt);
            row.setTimestamp(10, mailDueAt);
            Money amount = message.amount();
            row.setBigDecimal(11, amount == null ? null : amount.getAmount());
        });
    }

    /** Remembers the first time that it was read. */
    void read(AccountId account, long message, Instant at) {
        jdbc.update(
                "update messages set read_at = ? where message_id = ? and account_id = ? and read_at is null",
                Timestamp.from(at),
                message,
                account.accountId());
    }

    void readAll(AccountId account, Instant at) {
        jdbc.update(
                "update messages set read_at = ? where account_id = ? and read_at is null",
                Timestamp.from(at),
                account.accountId());
    }
}
