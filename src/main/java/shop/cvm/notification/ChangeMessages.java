package shop.cvm.notification;

import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instances;
import shop.cvm.order.MachineChanged;
import shop.cvm.order.MachinesConverted;
import shop.cvm.order.MadeChange;
import shop.cvm.order.Reconfigurations;
import shop.cvm.time.ShopClock;

/** Tells customers what their machines have become, what that cost, and what was paid back. */
@Component
class ChangeMessages {

    private final Reconfigurations reconfigurations;
    private final Instances instances;
    private final MessageRows rows;
    private final ShopClock clock;

    ChangeMessages(Reconfigurations reconfigurations, Instances instances, MessageRows rows, ShopClock clock) {
        this.reconfigurations = reconfigurations;
        this.instances = instances;
        this.rows = rows;
        this.clock = clock;
    }

    /** One message of what has changed, and one more of money that came back. */
    @ApplicationModuleListener(id = "notification.machine-changed")
    public void on(MachineChanged news) {
        reconfigurations.change(news.instance(), news.number()).ifPresent(change -> {
            List<NewMessage> messages = new ArrayList<>();
            messages.add(message(news, "changed", kind(change), change.paid()));
            if (change.paidBack().isPositive()) {
                messages.add(message(news, "cheaper", MessageKind.CHANGE_PAID_BACK, change.paidBack()));
            }
            rows.insert(messages, clock.now());
        });
    }

    /** A machine is converted once. */
    @ApplicationModuleListener(id = "notification.machines-converted")
    public void on(MachinesConverted news) {
        List<NewMessage> messages = instances.all(news.instances()).stream()
                .map(machine -> new NewMessage(
                        machine.account(),
                        "converted:" + machine.id(),
                        MessageKind.INSTANCE_CONVERTED,
                        machine.id().instanceId(),
                        null,
                        1,
                        0,
                        news.until(),
                        positive(machine.cost().unitTotal())))
                .toList();
        rows.insert(messages, clock.now());
    }

    private static MessageKind kind(MadeChange change) {
        if (change.isOfType()) {
            return MessageKind.TYPE_CHANGED;
        }
        return change.growsDisks() ? MessageKind.DISKS_GROWN : MessageKind.NETWORK_CHANGED;
    }

    private static NewMessage message(MachineChanged news, String what, MessageKind kind, Money amount) {
        return new NewMessage(
                news.account(),
                what + ":" + news.instance() + ":" + news.number(),
                kind,
                news.instance().instanceId(),
                null,
                1,
                0,
                null,
                positive(amount));
    }

    private static @Nullable Money positive(Money amount) {
        return amount.isPositive() ? amount : null;
    }
}
