package shop.cvm.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceStarted;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;
import shop.cvm.instance.PasswordReset;
import shop.cvm.order.Order;
import shop.cvm.order.OrderRefunded;
import shop.cvm.order.Orders;
import shop.cvm.order.PaymentLeftOnBalance;
import shop.cvm.order.Purchases;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.time.ShopClock;

@ShopTest
class MessagesTests {

    @Autowired
    private Messages messages;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Publications publications;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aMachineThatRunsIsToldOfOnceHoweverOftenItStarts() throws InterruptedException {
        AccountId account = customers.with("1000.00");
        InstanceId id = running(account, 1).get(0).id();

        hear(new InstanceStarted(List.of(id)));
        hear(new InstanceStarted(List.of(id)));

        assertThat(told(account)).singleElement().satisfies(message -> {
            assertThat(message.kind()).isEqualTo(MessageKind.INSTANCE_CREATED);
            assertThat(message.instance()).contains(id);
            assertThat(message.isRead()).isFalse();
        });
    }

    /** News may be heard late. */
    @Test
    void aMachineHeldBackForArrearsMeanwhileIsToldOfAllTheSame() throws InterruptedException {
        AccountId account = customers.with("1000.00");
        InstanceId id = running(account, 1).get(0).id();
        jdbc.sql("delete from messages where account_id = ?")
                .param(account.accountId())
                .update();
        isolate(id, "ARREAR");
        try {
            hear(new InstanceStarted(List.of(id)));
            hear(new PasswordReset(List.of(id), clock.now()));
        } finally {
            isolate(id, "NOTISOLATED");
        }

        assertThat(kinds(account)).containsExactlyInAnyOrder(MessageKind.PASSWORD_RESET, MessageKind.INSTANCE_CREATED);
    }

    private void isolate(InstanceId id, String isolation) {
        jdbc.sql("update instances set isolation = ? where instance_id = ?")
                .params(isolation, id.instanceId())
                .update();
    }

    @Test
    void aNewPasswordIsToldOfEachTimeAndOnlyOnceItWorks() throws InterruptedException {
        AccountId account = customers.with("1000.00");
        InstanceId id = running(account, 1).get(0).id();

        instances.resetPassword(account, id, Login.random(), true);
        settle();
        assertThat(kinds(account)).containsExactly(MessageKind.INSTANCE_CREATED);
        letItWork();
        assertThat(kinds(account)).containsExactly(MessageKind.PASSWORD_RESET, MessageKind.INSTANCE_CREATED);

        instances.resetPassword(account, id, Login.password("Another-1234"), true);
        letItWork();
        assertThat(kinds(account))
                .containsExactly(MessageKind.PASSWORD_RESET, MessageKind.PASSWORD_RESET, MessageKind.INSTANCE_CREATED);
        hear(new PasswordReset(List.of(id), clock.now()));
        PasswordReset twice = new PasswordReset(List.of(id), clock.now());
        hear(twice);
        hear(twice);
        assertThat(kinds(account).stream().filter(kind -> kind == MessageKind.PASSWORD_RESET))
                .hasSize(4);
    }

    private void letItWork() throws InterruptedException {
        for (int step = 0; step < 5; step++) {
            clock.advance(Duration.ofSeconds(1));
            instances.advanceDue();
        }
        settle();
    }

    private List<MessageKind> kinds(AccountId account) {
        return told(account).stream().map(Message::kind).toList();
    }

    @Test
    void everyMachineOfAnOrderIsToldOfByItself() throws InterruptedException {
        AccountId account = customers.with("1000.00");
        List<InstanceId> ids = running(account, 3).stream().map(Instance::id).toList();

        assertThat(told(account).stream().map(message -> message.instance().orElseThrow()))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aRefundIsToldOfOnceForAllItsMachines() throws InterruptedException {
        AccountId account = customers.with("1000.00");
        List<Instance> machines = running(account, 2);
        Order order = orders.orders(account, 0).getContent().get(0).order();
        OrderRefunded refunded = new OrderRefunded(
                order.number(), machines.stream().map(Instance::id).toList());

        hear(refunded);
        hear(refunded);

        assertThat(told(account).stream().filter(message -> message.kind() == MessageKind.ORDER_REFUNDED))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.order()).contains(order.number());
                    assertThat(message.machines()).isEqualTo(2);
                });
    }

    @Test
    void moneyThatCameTooLateForItsOrderIsToldOfOnce() throws InterruptedException {
        AccountId account = customers.with("1000.00");
        Order order = orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
        PaymentLeftOnBalance left = new PaymentLeftOnBalance(account, order.number(), PaymentNumber.next(clock.now()));

        hear(left);
        hear(left);

        assertThat(told(account)).singleElement().satisfies(message -> {
            assertThat(message.kind()).isEqualTo(MessageKind.PAYMENT_LEFT_ON_BALANCE);
            assertThat(message.order()).contains(order.number());
        });
    }

    @Test
    void aMessageIsUnreadUntilItsOwnerHasReadIt() throws InterruptedException {
        AccountId owner = customers.with("1000.00");
        AccountId stranger = customers.account().id();
        running(owner, 2);
        long first = told(owner).get(0).id();

        messages.read(stranger, first);
        messages.readAll(stranger);
        assertThat(messages.unread(owner)).isEqualTo(2);
        messages.read(owner, first);
        assertThat(messages.unread(owner)).isEqualTo(1);
        messages.readAll(owner);
        assertThat(messages.unread(owner)).isZero();
    }

    @Test
    void aMessageOfSomebodyElseIsNotThere() throws InterruptedException {
        AccountId owner = customers.with("1000.00");
        running(owner, 1);
        long message = told(owner).get(0).id();

        assertThatExceptionOfType(NoSuchMessage.class)
                .isThrownBy(() -> messages.message(customers.account().id(), message));
    }

    private List<Instance> running(AccountId account, int count) throws InterruptedException {
        Order order = orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), count)),
                UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(1));
        instances.advanceDue();
        settle();
        return instances.ofOrder(account, order.number().number());
    }

    private void hear(Object news) throws InterruptedException {
        transaction.executeWithoutResult(status -> events.publishEvent(news));
        settle();
    }

    private void settle() throws InterruptedException {
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
    }

    private List<Message> told(AccountId account) {
        return messages.messages(account, 0).getContent();
    }
}
