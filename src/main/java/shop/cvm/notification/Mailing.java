package shop.cvm.notification;

import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Sends out what is due, outside any transaction: a server that does not answer holds up nothing but the mail, and what
 * it did not take is tried again later.
 */
class Mailing {

    private static final Logger log = LoggerFactory.getLogger(Mailing.class);
    private static final int BATCH = 20;

    private final MailRows rows;
    private final MailWriter writer;
    private final JavaMailSender sender;

    Mailing(MailRows rows, MailWriter writer, JavaMailSender sender) {
        this.rows = rows;
        this.writer = writer;
        this.sender = sender;
    }

    /**
     * Sends until nothing is due, or until the server takes nothing.
     *
     * @return how many went out
     */
    int sendDue() {
        int sent = 0;
        List<Mail> due;
        do {
            due = rows.claim(BATCH);
            List<Mail> taken = new ArrayList<>();
            for (Mail mail : due) {
                if (!isTaken(mail)) {
                    break;
                }
                taken.add(mail);
                rows.sent(List.of(mail));
            }
            sent += taken.size();
            if (taken.size() < due.size()) {
                return sent;
            }
        } while (due.size() == BATCH);
        return sent;
    }

    private boolean isTaken(Mail mail) {
        try {
            MimeMessage message = writer.write(mail, sender);
            sender.send(message);
            return true;
        } catch (MailException refused) {
            log.warn(
                    "The e-mail of message {} was not taken, attempt {} of {}: {}",
                    mail.message(),
                    mail.attempts(),
                    MailRows.MOST_ATTEMPTS,
                    refused.getMessage());
            return false;
        }
    }
}
