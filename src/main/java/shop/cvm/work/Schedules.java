package shop.cvm.work;

import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The threads of the schedules. On every Java they are several: with virtual threads, Spring would run everything that
 * has a fixed delay on one thread, and one schedule that waits would hold up all the others.
 */
@Configuration(proxyBeanMethods = false)
class Schedules {

    /** Stops together with the web server: both have the same time to finish what they have in hand. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        ThreadPoolTaskScheduler scheduler =
                builder.taskDecorator(Schedules::forgetting).build();
        scheduler.setPhase(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
        return scheduler;
    }

    private static Runnable forgetting(Runnable schedule) {
        return () -> {
            try {
                schedule.run();
            } finally {
                OrderTrace.forget();
            }
        };
    }
}
