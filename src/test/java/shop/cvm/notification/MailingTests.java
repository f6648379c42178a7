package shop.cvm.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/** Against a real SMTP server in memory. */
@ShopTest
class MailingTests {

    @Autowired
    private Stopping stopping;

    @Autowired
    private MailRows rows;

    @Autowired
    private MailWriter writer;

    @Autowired
    private JdbcOperations operations;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ShopClock shopClock;

    @Autowired
    private Clock clock;

    @Autowired
    private Customers customers;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private Mailing mailing;
    private Account account;

    @BeforeEach
    void start() {
        jdbc.sql("update messages set mail_due_at = null").update();
        server.start();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        mailing = new Mailing(rows, writer, sender, stopping);
        account = customers.account();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void everyMessageGoesOutOnceAsTextAndHtmlToItsCustomer() throws Exception {
        tell(true, 2);

        assertThat(mailing.sendDue()).isEqualTo(2);
        assertThat(mailing.sendDue()).isZero();

        assertThat(server.getReceivedMessages()).hasSize(2);
        MimeMessage first = server.getReceivedMessages()[0];
        assertThat(first.getAllRecipients()[0]).hasToString(account.email());
        assertThat(first.getSubject()).isEqualTo("Instance created: ins-test0000");
        String whole = GreenMailUtil.getWholeMessage(first);
        assertThat(whole).contains("text/plain", "text/html", "/messages/");
        assertThat(unsent()).isZero();
    }

    @Test
    void itIsWrittenInTheLanguageOfTheShop() throws Exception {
        Mail mail =
                new Mail(1, account.email(), MessageKind.INSTANCE_CREATED, "ins-test0000", null, 1, 0, null, null, 1);

        MimeMessage chinese = writer.write(mail, sender, Locale.CHINESE);

        assertThat(chinese.getSubject()).contains("ins-test0000").isNotEqualTo("Instance created: ins-test0000");
    }

    @Test
    void aServerThatIsNotThereLosesNothingAndIsAskedAgainLater() {
        tell(true, 3);
        server.stop();

        assertThat(mailing.sendDue()).isZero();
        assertThat(mailing.sendDue()).as("before it is due again").isZero();
        assertThat(unsent()).isEqualTo(3);

        server.start();
        sender.setPort(server.getSmtp().getPort());
        jdbc.sql(
                        "update messages set mail_due_at = current_timestamp - interval '1' second where mail_due_at is not null")
                .update();
        assertThat(mailing.sendDue()).isEqualTo(3);
        assertThat(server.getReceivedMessages()).hasSize(3);
    }

    @Test
    void aMailboxThatIsRefusedHoldsUpNoOtherMail() {
        Account gone = customers.account();
        tell(gone, 1);
        tell(true, 24);
        Mailing picky = new Mailing(rows, writer, refusing(gone.email()), stopping);

        assertThat(picky.sendDue()).isEqualTo(24);

        assertThat(server.getReceivedMessages()).hasSize(24);
        assertThat(unsent()).isEqualTo(1);
        assertThat(attempts()).containsExactly(1);
        assertThat(picky.sendDue()).as("before it is due again").isZero();
    }

    @Test
    void whatWasNotTriedBecauseNoServerAnsweredLosesNoAttempt() {
        tell(true, 3);
        jdbc.sql("update messages set mail_attempts = ? where mail_due_at is not null")
                .param(MailRows.MOST_ATTEMPTS - 1)
                .update();
        server.stop();

        assertThat(mailing.sendDue()).isZero();

        assertThat(attempts())
                .as("the one that was tried is given up")
                .containsExactly(MailRows.MOST_ATTEMPTS - 1, MailRows.MOST_ATTEMPTS - 1);
        assertThat(mailing.sendDue()).as("before they are due again").isZero();
        assertThat(unsent()).isEqualTo(2);
    }

    @Test
    void aServerThatLetsNobodyInIsAskedOnce() {
        tell(true, 3);
        sender.setUsername("somebody");
        sender.setPassword("not the password");
        sender.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
        server.setUser("somebody", "the password");

        assertThat(mailing.sendDue()).isZero();

        assertThat(attempts()).containsExactlyInAnyOrder(1, 0, 0);
    }

    /** As a server that does not know the recipient: it answers 550 to that, and takes the next mail. */
    private JavaMailSenderImpl refusing(String recipient) {
        JavaMailSenderImpl picky = new JavaMailSenderImpl() {
            @Override
            protected Transport getTransport(Session session) {
                return new SMTPTransport(session, null) {
                    @Override
                    public synchronized void sendMessage(jakarta.mail.Message mail, Address[] to)
                            throws MessagingException {
                        if (to[0].toString().equals(recipient)) {
                            throw new SendFailedException("550 5.1.1 no such mailbox");
                        }
                        super.sendMessage(mail, to);
                    }
                };
            }
        };
        picky.setHost("127.0.0.1");
        picky.setPort(server.getSmtp().getPort());
        return picky;
    }

    @Test
    void manyNodesSendEachMessageOnce() {
        tell(true, 30);

        Races.run(4, number -> () -> new Mailing(rows, writer, sender, stopping).sendDue());

        mailing.sendDue();
        assertThat(server.getReceivedMessages()).hasSize(30);
    }

    @Test
    void withoutAServerMessagesStayInTheMessageCentreAndNeverGoOutLater() {
        tell(false, 1);

        assertThat(mailing.sendDue()).isZero();
        assertThat(jdbc.sql("select count(*) from messages where account_id = ?")
                        .param(account.id().accountId())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private void tell(boolean byMail, int number) {
        tell(account, byMail, number);
    }

    private void tell(Account customer, int number) {
        tell(customer, true, number);
    }

    private void tell(Account customer, boolean byMail, int number) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        if (byMail) {
            beans.addBean("sender", sender);
        }
        MessageRows messages = new MessageRows(operations, beans.getBeanProvider(JavaMailSender.class), clock);
        for (int index = 0; index < number; index++) {
            messages.insert(
                    List.of(new NewMessage(
                            customer.id(),
                            "test:" + UUID.randomUUID(),
                            MessageKind.INSTANCE_CREATED,
                            "ins-test000" + index % 10,
                            null,
                            1)),
                    shopClock.now());
        }
    }

    /** How often each of those that are still to go out was tried. */
    private List<Integer> attempts() {
        return jdbc.sql("select mail_attempts from messages where mail_due_at is not null")
                .query(Integer.class)
                .list();
    }

    private long unsent() {
        return jdbc.sql("select count(*) from messages where mailed_at is null and mail_due_at is not null")
                .query(Long.class)
                .single();
    }
}
