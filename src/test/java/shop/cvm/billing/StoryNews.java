package shop.cvm.billing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceChanged;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceStarted;
import shop.cvm.instance.InstanceStopped;
import shop.cvm.instance.InstanceTerminated;
import shop.cvm.time.ShopClock;

/**
 * Notes for stories in which second something happened to machines. It hears the news in the transaction that made them,
 * in which the shop's clock stands still, and so need not ask billing what it wrote down.
 */
@TestComponent
public class StoryNews {

    private final Map<InstanceId, Long> seconds = new ConcurrentHashMap<>();
    private final Map<AccountId, Long> clearings = new ConcurrentHashMap<>();
    private final ShopClock clock;

    StoryNews(ShopClock clock) {
        this.clock = clock;
    }

    /** When something last happened to this machine. */
    long of(InstanceId machine) {
        return Objects.requireNonNull(seconds.get(machine), () -> "Nothing has happened to " + machine);
    }

    /** When the arrears of this account ended, if they have ended since this was last asked. */
    Optional<Long> clearing(AccountId account) {
        return Optional.ofNullable(clearings.remove(account));
    }

    @EventListener
    public void on(InstanceStarted news) {
        note(news.ids());
    }

    @EventListener
    public void on(InstanceStopped news) {
        note(news.ids());
    }

    @EventListener
    public void on(InstanceChanged news) {
        note(news.ids());
    }

    @EventListener
    public void on(InstanceTerminated news) {
        note(news.ids());
    }

    @EventListener
    public void on(ArrearsCleared news) {
        clearings.put(news.account(), clock.now().getEpochSecond());
    }

    private void note(List<InstanceId> machines) {
        long now = clock.now().getEpochSecond();
        machines.forEach(machine -> seconds.put(machine, now));
    }
}
