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
import shop.cvm.time.ShopClock;

/** Tells customers at every stage that their balance does not reach, and what happens next and when. */
@Component
class BillingMessages {

    private final MessageRows rows;
    private final ShopClock clock;

    BillingMessages(MessageRows rows, ShopClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @ApplicationModuleListener(id = "notification.balance-low")
    public void on(BalanceRanLow news) {
        tell(news.accounts().stream()
                .map(low -> message(low.account(), MessageKind.BALANCE_LOW, low.at(), 0, low.lastsUntil()))
                .toList());
    }

    @ApplicationModuleListener(id = "notification.arrears")
    public void on(AccountInArrears news) {
        tell(news.accounts().stream()
                .map(account -> message(account, MessageKind.ARREARS, news.since(), 0, news.stopAt()))
                .toList());
    }

    @ApplicationModuleListener(id = "notification.arrears-stopped")
    public void on(InstancesIsolated news) {
        tell(List.of(message(
                news.account(),
                MessageKind.ARREARS_STOPPED,
                news.since(),
                news.machines().size(),
                news.reclaimAt())));
    }

    @ApplicationModuleListener(id = "notification.arrears-reclaimed")
    public void on(InstancesReclaimed news) {
        tell(List.of(message(
                news.account(),
                MessageKind.ARREARS_RECLAIMED,
                news.since(),
                news.machines().size(),
                null)));
    }

    @ApplicationModuleListener(id = "notification.arrears-cleared")
    public void on(ArrearsCleared news) {
        tell(List.of(message(
                news.account(),
                MessageKind.ARREARS_CLEARED,
                news.since(),
                news.machines().size(),
                null)));
    }

    private void tell(List<NewMessage> messages) {
        rows.insert(messages, clock.now());
    }

    /** The same stage of the same arrears is told of once. */
    private static NewMessage message(
            AccountId account, MessageKind kind, Instant about, int machines, @Nullable Instant nextAt) {
        return new NewMessage(account, kind + ":" + account + ":" + about, kind, null, null, machines, nextAt);
    }
}
