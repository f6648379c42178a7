package shop.cvm.work;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/**
 * Whether this node has been told to stop. Then work that comes in batches ends with the one in hand and takes no other:
 * what is still due, another node does, or this one when it is started again.
 */
@Component
public class Stopping implements ApplicationListener<ContextClosedEvent> {

    private final ApplicationContext shop;
    private volatile boolean stopping;

    Stopping(ApplicationContext shop) {
        this.shop = shop;
    }

    public boolean isStopping() {
        return stopping;
    }

    /** Contexts inside the shop's own may close by themselves. */
    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        if (closed.getApplicationContext() == shop) {
            stopping = true;
        }
    }
}
