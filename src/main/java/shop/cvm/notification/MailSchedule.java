package shop.cvm.notification;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import shop.cvm.work.Stopping;

/** Sends e-mails again and again while there are any; says once if there is no server for them. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class MailSchedule {

    private static final Logger log = LoggerFactory.getLogger(MailSchedule.class);

    private final ObjectProvider<JavaMailSender> senders;
    private final MailRows rows;
    private final MailWriter writer;
    private final Stopping stopping;

    MailSchedule(ObjectProvider<JavaMailSender> senders, MailRows rows, MailWriter writer, Stopping stopping) {
        this.senders = senders;
        this.rows = rows;
        this.writer = writer;
        this.stopping = stopping;
    }

    @EventListener(ApplicationReadyEvent.class)
    void say() {
        if (senders.getIfAvailable() == null) {
            log.info("No e-mail is sent: spring.mail.host is not set. Messages are kept in the message centre");
        }
    }

    @Scheduled(fixedDelayString = "${shop.mail.tick:5s}")
    void sendDue() {
        senders.ifAvailable(sender -> new Mailing(rows, writer, sender, stopping).sendDue());
    }
}
