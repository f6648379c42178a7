package shop.cvm.api;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;

/** How often an account asks for the same action in the same region, second by second, on this node. */
@Component
class RateLimits {

    /** Above this many, seconds that are over are forgotten. */
    private static final int MANY = 10_000;

    private record Key(AccountId account, String action, String region) {}

    private record Second(long second, int requests) {}

    private final Map<Key, Second> seconds = new ConcurrentHashMap<>();
    private final ApiSettings settings;
    private final Clock clock;

    RateLimits(ApiSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws ApiRefusal if that is too often */
    void count(AccountId account, String action, String region) {
        long now = clock.instant().getEpochSecond();
        if (seconds.size() > MANY) {
            seconds.values().removeIf(second -> second.second() < now);
        }
        Second counted = seconds.merge(
                new Key(account, action, region),
                new Second(now, 1),
                (before, one) -> before.second() == now ? new Second(now, before.requests() + 1) : one);
        if (counted.requests() > settings.requestsPerSecond()) {
            throw Fault.TOO_MANY_REQUESTS.refusal(settings.requestsPerSecond());
        }
    }
}
