package shop.cvm.billing;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.InstanceChanged;
import shop.cvm.instance.InstanceStarted;
import shop.cvm.instance.InstanceStopped;
import shop.cvm.instance.InstanceTerminated;
import shop.cvm.time.ShopClock;

/**
 * Hears of machines in the transaction that changes them, so that no start and no end of charging is ever lost. It is
 * the first to hear: usage is locked before quota, balance and stock.
 */
@Component
class UsageListener {

    private final Usage usage;
    private final ShopClock clock;

    UsageListener(Usage usage, ShopClock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(InstanceStarted news) {
        usage.follow(news.ids(), clock.now());
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(InstanceStopped news) {
        usage.follow(news.ids(), clock.now());
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(InstanceChanged news) {
        usage.follow(news.ids(), clock.now());
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(InstanceTerminated news) {
        usage.follow(news.ids(), clock.now());
    }
}
