package shop.cvm.notification;

import java.util.Collection;
import java.util.List;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.order.MachineReturn;
import shop.cvm.order.MachineReturned;
import shop.cvm.order.OrderRefunded;
import shop.cvm.order.PaymentLeftOnBalance;
import shop.cvm.order.Returns;
import shop.cvm.time.ShopClock;

/** Tells customers where the money of an order is when it went another way than they meant. */
@Component
class OrderMessages {

    private final Instances instances;
    private final Returns returns;
    private final MessageRows rows;
    private final ShopClock clock;

    OrderMessages(Instances instances, Returns returns, MessageRows rows, ShopClock clock) {
        this.instances = instances;
        this.returns = returns;
        this.rows = rows;
        this.clock = clock;
    }

    /** One message for all machines of one refund; the machines of an order may fail at different times. */
    @ApplicationModuleListener(id = "notification.order-refunded")
    public void on(OrderRefunded news) {
        String first = least(news.ids());
        List<NewMessage> messages = instances.owners(List.of(new InstanceId(first))).stream()
                .map(owned -> new NewMessage(
                        owned.account(),
                        "refunded:" + first,
                        MessageKind.ORDER_REFUNDED,
                        null,
                        news.number().number(),
                        news.ids().size()))
                .toList();
        rows.insert(messages, clock.now());
    }

    @ApplicationModuleListener(id = "notification.payment-left")
    public void on(PaymentLeftOnBalance news) {
        NewMessage message = new NewMessage(
                news.account(),
                "left:" + news.payment(),
                MessageKind.PAYMENT_LEFT_ON_BALANCE,
                null,
                news.order().number(),
                0);
        rows.insert(List.of(message), clock.now());
    }

    /** A machine is returned once. */
    @ApplicationModuleListener(id = "notification.machine-returned")
    public void on(MachineReturned news) {
        NewMessage message = new NewMessage(
                news.account(),
                "returned:" + news.instance(),
                MessageKind.INSTANCE_RETURNED,
                news.instance().instanceId(),
                null,
                1,
                0,
                news.releaseAt(),
                returns.of(news.instance()).map(MachineReturn::refund).orElse(null));
        rows.insert(List.of(message), clock.now());
    }

    private static String least(Collection<InstanceId> ids) {
        return ids.stream().map(InstanceId::instanceId).sorted().findFirst().orElseThrow();
    }
}
