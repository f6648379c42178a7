package shop.cvm.notification;

import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import shop.cvm.work.Stopping;

/**
 * Sends out what is due, outside any transaction: a server that does not answer holds up nothing but the mail, and what
 * it did not take is tried again later. A mail that is refused holds up no other.
 */
class Mailing {

    private static final Logger log = LoggerFactory.getLogger(Mailing.class);
    private static final int BATCH = 20;

    private final MailRows rows;
    private final MailWriter writer;
    private final JavaMailSender sender;
    private final Stopping stopping;

    Mailing(MailRows rows, MailWriter writer, JavaMailSender sender, Stopping stopping) {
        this.rows = rows;
        this.writer = writer;
        this.sender = sender;
        this.stopping = stopping;
    }

    /** What became of a mail. */
    private enum Outcome {
        SENT,
        REFUSED,
        /** The server cannot be reached, or lets nobody in: the next one would fare no better. */
        NO_SERVER
    }

    /**
     * Sends until nothing is due, until the server takes nothing, or until this node is being stopped.
     *
     * @return how many went out
     */
    int sendDue() {
        int sent = 0;
        List<Mail> due;
        do {
            due = rows.claim(BATCH);
            for (int index = 0; index < due.size(); index++) {
                Outcome outcome = send(due.get(index));
                sent += outcome == Outcome.SENT ? 1 : 0;
                if (outcome == Outcome.NO_SERVER || stopping.isStopping()) {
                    rows.giveBack(due.subList(index + 1, due.size()));
                    return sent;
                }
            }
        } while (due.size() == BATCH);
        return sent;
    }

    private Outcome send(Mail mail) {
        try {
            MimeMessage message = writer.write(mail, sender);
            sender.send(message);
        } catch (MailException failed) {
            log.warn(
                    "The e-mail of message {} was not taken, attempt {} of {}: {}",
                    mail.message(),
                    mail.attempts(),
                    MailRows.MOST_ATTEMPTS,
                    failed.getMessage());
            return isWithoutServer(failed) ? Outcome.NO_SERVER : Outcome.REFUSED;
        }
        rows.sent(List.of(mail));
        return Outcome.SENT;
    }

    /** A sender that could not connect names the cause; for a message that was refused it lists that message alone. */
    private static boolean isWithoutServer(MailException failed) {
        return failed instanceof MailAuthenticationException
                || failed instanceof MailSendException && failed.getCause() != null;
    }
}
