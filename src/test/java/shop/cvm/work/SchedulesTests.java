package shop.cvm.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.TaskScheduler;

/** With the settings of the shop, on whichever Java this runs. */
class SchedulesTests {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final ApplicationContextRunner shop = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
            .withUserConfiguration(Schedules.class)
            .withPropertyValues("spring.threads.virtual.enabled=true", "spring.task.scheduling.pool.size=4");

    @Test
    void aScheduleThatWaitsHoldsUpNoOther() {
        shop.run(context -> {
            TaskScheduler scheduler = context.getBean(TaskScheduler.class);
            CountDownLatch waiting = new CountDownLatch(1);
            CountDownLatch others = new CountDownLatch(3);
            scheduler.scheduleWithFixedDelay(() -> await(waiting), AT_ONCE);
            scheduler.scheduleWithFixedDelay(others::countDown, AT_ONCE);

            assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
            waiting.countDown();
        });
    }

    @Test
    void noScheduleNamesTheOrderOfTheLastOneOnItsThread() {
        shop.withPropertyValues("spring.task.scheduling.pool.size=1").run(context -> {
            TaskScheduler scheduler = context.getBean(TaskScheduler.class);
            CountDownLatch twice = new CountDownLatch(2);
            CountDownLatch unnamed = new CountDownLatch(2);
            scheduler.scheduleWithFixedDelay(
                    () -> {
                        if (MDC.get(OrderTrace.KEY) == null) {
                            unnamed.countDown();
                        }
                        OrderTrace.name("2026");
                        twice.countDown();
                    },
                    AT_ONCE);

            assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(unnamed.await(10, TimeUnit.SECONDS)).isTrue();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
