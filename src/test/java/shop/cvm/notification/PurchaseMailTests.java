package shop.cvm.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Arrears;
import shop.cvm.billing.Billing;
import shop.cvm.billing.Bills;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;
import shop.cvm.work.Stopping;

/** From a purchase to the mailbox, by a real SMTP server in memory that the shop finds while it runs. */
@ShopTest
class PurchaseMailTests {

    private static final String SENDER = "sender of " + PurchaseMailTests.class.getSimpleName();

    @Autowired
    private Stopping stopping;

    @Autowired
    private DefaultListableBeanFactory beans;

    @Autowired
    private MailRows rows;

    @Autowired
    private MailWriter writer;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Billing billing;

    @Autowired
    private Bills bills;

    @Autowired
    private Messages messages;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Ledger ledger;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Invariants invariants;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Mailing mailing;

    @Autowired
    private Meters meters;

    private Account customer;

    @BeforeEach
    void aShopWithAMailServer() {
        server.start();
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        beans.registerSingleton(SENDER, sender);
        jdbc.sql("update messages set mail_due_at = null").update();
        mailing = new Mailing(rows, writer, sender, stopping);
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10.00");
    }

    @AfterEach
    void andThenWithoutOne() throws InterruptedException {
        meters.heard();
        beans.destroySingleton(SENDER);
        server.stop();
        invariants.hold();
    }

    @Test
    void whoBuysAMachineIsSentItsAddressesOnceThereAreAny() throws Exception {
        Instance bought = meters.buy(customer.id(), Specs.postpaid());
        meters.heard();
        assertThat(mailing.sendDue()).as("it runs, and has no address yet").isZero();

        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        attemptAgain();
        assertThat(mailing.sendDue()).isEqualTo(1);
        attemptAgain();
        assertThat(mailing.sendDue()).as("once").isZero();

        Instance machine = instances.instance(customer.id(), bought.id());
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()).singleElement().hasToString(customer.email());
        assertThat(mail.getSubject()).isEqualTo("Instance created: " + machine.id());
        assertThat(text(mail, "text/plain"))
                .contains("Public IP: " + machine.publicIp().orElseThrow())
                .contains("Private IP: " + machine.privateIp().orElseThrow())
                .contains("Login name: " + machine.shape().loginUser())
                .contains("/messages/");
        assertThat(text(mail, "text/html")).contains(machine.publicIp().orElseThrow());
    }

    @Test
    void whoFallsIntoArrearsIsWarnedAndSentEachStageWithTheNextDate() throws Exception {
        meters.untilNextHour();
        meters.buy(customer.id(), Specs.postpaid());
        meters.heard();
        jdbc.sql("update messages set mail_due_at = null").update();

        meters.hours(1);
        String usedUp = time(bills.burn(customer.id()).until());
        assertThat(sent("Your balance runs low")).contains("your balance is used up at " + usedUp + ".");
        Message warning = messages.messages(customer.id(), 0).getContent().get(0);
        assertThat(Pages.of(mvc, customer)
                        .page("/messages/" + warning.id())
                        .select("main")
                        .text())
                .as("pages say once for all of their times in which zone they are")
                .contains(
                        "Your balance runs low", "your balance is used up at " + usedUp.replace(" (UTC+8)", "") + ".");

        leave("0.10");
        meters.hours(1);
        Arrears running = billing.arrears(customer.id()).orElseThrow();
        assertThat(sent("Your balance did not cover your usage")).contains("until " + time(running.stopAt()) + ".");

        meters.hours(2);
        Arrears stopped = billing.arrears(customer.id()).orElseThrow();
        assertThat(sent("Stopped because of arrears"))
                .contains(
                        "1 instance was shut down",
                        "kept with its disks until " + time(stopped.reclaimAt()) + " and then destroyed.");

        meters.hours(24);
        assertThat(sent("Instances reclaimed because of arrears")).contains("1 instance was destroyed");

        customers.credit(customer.id(), "100.00");
        assertThat(sent("Your account is out of arrears"))
                .contains("you can buy")
                .doesNotContain("started again");
    }

    @Test
    void theDateIsWrittenInChineseToo() throws Exception {
        Mail mail = new Mail(
                1,
                customer.email(),
                MessageKind.ARREARS,
                null,
                null,
                1,
                0,
                clock.now().plusSeconds(3600),
                null,
                1);

        MimeMessage chinese = writer.write(mail, new JavaMailSenderImpl(), Locale.CHINESE);

        chinese.saveChanges();
        assertThat(text(chinese, "text/plain")).contains("（UTC+8）").doesNotContain("{");
    }

    /** Sends what is due and finds the one mail of this subject. */
    private String sent(String subject) throws Exception {
        meters.heard();
        mailing.sendDue();
        MimeMessage mail = Arrays.stream(server.getReceivedMessages())
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(mail.getAllRecipients()).singleElement().hasToString(customer.email());
        return text(mail, "text/plain");
    }

    private static String time(Instant at) {
        return new Show().time(at) + " (UTC+8)";
    }

    /** A pause between two attempts is over. */
    private void attemptAgain() {
        jdbc.sql("update messages set mail_due_at = current_timestamp - interval '1' second"
                        + " where mail_due_at is not null")
                .update();
    }

    private void leave(String amount) {
        transaction.executeWithoutResult(status -> ledger.deduct(new Movement(
                customer.id(),
                ledger.balance(customer.id()).available().minus(Cny.of(amount)),
                "test:" + customer.id(),
                Description.of("purchase", ""),
                clock.now(),
                null)));
    }

    /** The first part of this kind, however deep. */
    private static String text(Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int number = 0; number < parts.getCount(); number++) {
                BodyPart inner = parts.getBodyPart(number);
                String found = text(inner, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
