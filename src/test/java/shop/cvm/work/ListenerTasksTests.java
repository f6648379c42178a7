package shop.cvm.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ListenerTasksTests {

    private final ListenerTasks tasks = new ListenerTasks();

    @Test
    void aNodeThatStopsWaitsForListenersThatHaveNotEnded() throws Exception {
        tasks.start();
        Runnable listener = tasks.decorate(() -> OrderTrace.name("2026"));
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(tasks::stop);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> stopping.get(200, TimeUnit.MILLISECONDS));

        listener.run();

        stopping.get(5, TimeUnit.SECONDS);
        assertThat(tasks.isRunning()).isFalse();
        assertThat(MDC.get(OrderTrace.KEY)).as("after the listener").isNull();
    }

    @Test
    void aListenerThatFailsHasEnded() throws Exception {
        Runnable listener = tasks.decorate(() -> {
            throw new IllegalStateException("failed");
        });
        assertThatIllegalStateException().isThrownBy(listener::run);

        CompletableFuture.runAsync(tasks::stop).get(5, TimeUnit.SECONDS);
    }
}
