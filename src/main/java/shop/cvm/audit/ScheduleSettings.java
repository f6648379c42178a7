package shop.cvm.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a schedule counts as late.
 *
 * @param lateAfter how long something may have been due before the health answer says so
 * @param remember how long an answer is given again before the database is asked anew
 */
@ConfigurationProperties("shop.schedules")
record ScheduleSettings(
        @DefaultValue("5m") Duration lateAfter,
        @DefaultValue("5s") Duration remember) {}
