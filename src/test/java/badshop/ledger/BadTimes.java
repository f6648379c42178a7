package badshop.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.function.Supplier;

public class BadTimes {

    static class InstantNow {
        Object due = Instant.now();
    }

    static class DateNow {
        Object due = LocalDate.now();
    }

    static class DateTimeOfZone {
        Object due = LocalDateTime.now(ZoneId.of("Asia/Shanghai"));
    }

    static class Millis {
        Object due = System.currentTimeMillis();
    }

    static class OldDate {
        Object due = new Date();
    }

    static class OwnClock {
        Object clock = Clock.systemUTC();
    }

    static class ByReference {
        Supplier<Instant> now = Instant::now;
    }
}
