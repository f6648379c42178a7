package shop.cvm.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.billing.AccountInArrears;
import shop.cvm.billing.ArrearsCleared;
import shop.cvm.billing.BalanceRanLow;
import shop.cvm.billing.InstancesIsolated;
import shop.cvm.billing.InstancesReclaimed;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopClock;

/** Tells customers at every stage that their balance does not reach, and what happens next and when. */
@Component
class BillingMessages {

    private final Instances instances;
    private final MessageRows rows;
    private final ShopClock clock;

    BillingMessages(Instances instances, MessageRows rows, ShopClock clock) {
        this.instances = instances;
        this.rows = rows;
        this.clock = clock;
    }

    @ApplicationModuleListener(id = "notification.balance-low")
    public void on(BalanceRanLow news) {
        tell(news.accounts().stream()
                .map(low -> message(low.account(), MessageKind.BALANCE_LOW, low.at(), 0, 0, low.lastsUntil()))
                .toList());
    }

    /** What they have by now is what the next stage concerns. */
    @ApplicationModuleListener(id = "notification.arrears")
    public void on(AccountInArrears news) {
        tell(instances.concerned(news.accounts()).values().stream()
                .map(concerned -> message(
                        concerned.account(),
                        MessageKind.ARREARS,
                        news.since(),
                        Math.toIntExact(concerned.hourly()),
                        Math.toIntExact(concerned.byTraffic()),
                        concerned.isNone() ? null : news.stopAt()))
                .toList());
    }

    @ApplicationModuleListener(id = "notification.arrears-stopped")
    public void on(InstancesIsolated news) {
        tell(List.of(message(
                news.account(),
                MessageKind.ARREARS_STOPPED,
                news.since(),
                news.shutDown().size(),
                news.cutOff().size(),
                news.reclaimAt())));
    }

    @ApplicationModuleListener(id = "notification.arrears-reclaimed")
    public void on(InstancesReclaimed news) {
        tell(List.of(message(
                news.account(),
                MessageKind.ARREARS_RECLAIMED,
                news.since(),
                news.machines().size(),
                0,
                null)));
    }

    @ApplicationModuleListener(id = "notification.arrears-cleared")
    public void on(ArrearsCleared news) {
        tell(List.of(message(
                news.account(),
                news.inTime() ? MessageKind.ARREARS_CLEARED_IN_TIME : MessageKind.ARREARS_CLEARED,
                news.since(),
                news.machines().size(),
                news.joined().size(),
                null)));
    }

    private void tell(List<NewMessage> messages) {
        rows.insert(messages, clock.now());
    }

    /** The same stage of the same arrears is told of once. */
    private static NewMessage message(
            AccountId account, MessageKind kind, Instant about, int machines, int cutOff, @Nullable Instant nextAt) {
        return new NewMessage(account, kind + ":" + account + ":" + about, kind, null, null, machines, cutOff, nextAt);
    }
}
