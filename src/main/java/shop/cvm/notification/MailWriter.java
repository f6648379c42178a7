package shop.cvm.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.springframework.context.MessageSource;
import org.springframework.mail.MailParseException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.time.ShopCalendar;

/** Writes a message as an e-mail, as text and as HTML. It says where to read more, and never a password. */
@Component
class MailWriter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ShopCalendar.ZONE);

    /** Language, title, what happened, details, address and name of the link; mailboxes show their own style best. */
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%1$s">
            <head><meta charset="utf-8"><title>%2$s</title></head>
            <body><h1>%2$s</h1><p>%3$s</p>%4$s<p><a href="%5$s">%6$s</a></p><p>%5$s</p></body>
            </html>
            """;

    private final MessageSource words;
    private final MailSettings settings;

    MailWriter(MessageSource words, MailSettings settings) {
        this.words = words;
        this.settings = settings;
    }

    MimeMessage write(Mail mail, JavaMailSender sender) {
        return write(mail, sender, settings.language());
    }

    MimeMessage write(Mail mail, JavaMailSender sender, Locale language) {
        String title = words.getMessage("message." + mail.kind(), new Object[] {mail.subject()}, language);
        String what = what(mail, language);
        List<String> details = details(mail, language);
        String link = settings.address() + "/messages/" + mail.message();
        String more = words.getMessage("message.mail.more", null, language);
        String body = String.join("\n", details);
        String text =
                String.join("\n\n", title, what, details.isEmpty() ? more : body + "\n\n" + more) + "\n" + link + "\n";
        String html =
                PAGE.formatted(language.getLanguage(), safe(title), safe(what), list(details), safe(link), safe(more));
        return message(mail, sender.createMimeMessage(), title, text, html);
    }

    /** What happened: how many machines, when next, how many networks, whether there is a next, and what helps. */
    private String what(Mail mail, Locale language) {
        Object[] facts = {
            mail.machines(), next(mail, language), mail.cutOff(), mail.nextAt() == null ? 0 : 1, price(mail, language)
        };
        return words.getMessage("message." + mail.kind() + ".what", facts, language)
                .strip();
    }

    /** The number is the same whenever it is sent, so that a second copy can be told. */
    private MimeMessage message(Mail mail, MimeMessage message, String title, String text, String html) {
        try {
            MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
            helper.setFrom(settings.from());
            helper.setTo(mail.email());
            helper.setSubject(title);
            helper.setText(text, html);
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Shop-Message", Long.toString(mail.message()));
            return message;
        } catch (MessagingException unusable) {
            throw new MailParseException("Message " + mail.message() + " cannot be written", unusable);
        }
    }

    /** When something happens next, with the zone of that time: a mailbox has no footer that says so. */
    private String next(Mail mail, Locale language) {
        Instant at = mail.nextAt();
        return at == null ? "" : words.getMessage("message.mail.time", new Object[] {TIME.format(at)}, language);
    }

    /** What it costs to keep that from happening; nothing if nobody can say. */
    private String price(Mail mail, Locale language) {
        Money amount = mail.amount();
        return amount == null
                ? ""
                : words.getMessage(
                        mail.kind().amountWords(),
                        new Object[] {"¥" + amount.getAmount().toPlainString()},
                        language);
    }

    /** How to get into a new machine, as far as that is no secret. */
    private List<String> details(Mail mail, Locale language) {
        Instance machine = mail.machine();
        if (machine == null) {
            return List.of();
        }
        List<String> details = new ArrayList<>();
        machine.publicIp().ifPresent(address -> details.add(detail("message.public", address, language)));
        machine.privateIp().ifPresent(address -> details.add(detail("message.private", address, language)));
        details.add(detail("message.login", machine.shape().loginUser(), language));
        return details;
    }

    private String detail(String name, String value, Locale language) {
        String called = words.getMessage(name, null, language);
        return words.getMessage("message.mail.detail", new Object[] {called, value}, language);
    }

    private static String list(List<String> details) {
        String items = details.stream().map(one -> "<li>" + safe(one) + "</li>").collect(Collectors.joining());
        return items.isEmpty() ? "" : "<ul>" + items + "</ul>";
    }

    private static String safe(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
