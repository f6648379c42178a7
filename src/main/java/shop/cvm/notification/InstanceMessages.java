package shop.cvm.notification;

import java.util.List;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceStarted;
import shop.cvm.instance.InstanceTerminated;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Isolation;
import shop.cvm.instance.OwnedInstance;
import shop.cvm.instance.PasswordReset;
import shop.cvm.time.ShopClock;

/** Tells customers what became of their machines: one query and one batch for each piece of news, however many it names. */
@Component
class InstanceMessages {

    private final Instances instances;
    private final MessageRows rows;
    private final ShopClock clock;

    InstanceMessages(Instances instances, MessageRows rows, ShopClock clock) {
        this.instances = instances;
        this.rows = rows;
        this.clock = clock;
    }

    /** Of every machine once: when it runs again, its message is there already. */
    @ApplicationModuleListener(id = "notification.instance-created")
    public void on(InstanceStarted news) {
        tell(instances.owners(news.ids()), MessageKind.INSTANCE_CREATED, "created:");
    }

    /** Whoever lost machines for arrears is told that by {@link BillingMessages}. */
    @ApplicationModuleListener(id = "notification.instance-terminated")
    public void on(InstanceTerminated news) {
        List<OwnedInstance> ended = instances.owners(news.ids());
        tell(heldBack(ended, Isolation.NOTISOLATED), MessageKind.INSTANCE_TERMINATED, "terminated:");
        tell(heldBack(ended, Isolation.EXPIRE), MessageKind.INSTANCE_RELEASED, "released:");
        tell(heldBack(ended, Isolation.MANMADE), MessageKind.INSTANCE_RELEASED, "released:");
    }

    private static List<OwnedInstance> heldBack(List<OwnedInstance> machines, Isolation isolation) {
        return machines.stream().filter(owned -> owned.isolation() == isolation).toList();
    }

    /** Of every reset: each has a time of its own. */
    @ApplicationModuleListener(id = "notification.password-reset")
    public void on(PasswordReset news) {
        tell(
                instances.owners(news.ids()),
                MessageKind.PASSWORD_RESET,
                "reset:" + news.at().toEpochMilli() + ":");
    }

    private void tell(List<OwnedInstance> machines, MessageKind kind, String prefix) {
        List<NewMessage> messages = machines.stream()
                .map(owned -> new NewMessage(
                        owned.account(),
                        prefix + owned.instance(),
                        kind,
                        owned.instance().instanceId(),
                        null,
                        1))
                .toList();
        rows.insert(messages, clock.now());
    }
}
