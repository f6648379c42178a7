package shop.cvm.api;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.account.RequestPermits;

/**
 * How often an account asks for the same action in the same region, second by second, on all nodes together. A tenth of
 * the limit passes at each node without asking anybody, so that hardly any request waits for the database because of
 * this; whoever asks more often takes permits that all nodes share, a tenth of the limit at a time, and what had passed
 * before with them. So with N nodes the limit is exceeded by (N - 1) tenths at most, by nodes that came too late to get
 * any permits; and a client that floods a node costs some ten questions to the database a second, however much it asks.
 */
@Component
class RateLimits {

    /** Above this many, seconds that are over are forgotten. */
    private static final int MANY = 10_000;

    private static final int TENTH = 10;

    private record Key(AccountId account, String action, String region) {

        String subject() {
            return account + "/" + action + "/" + region;
        }
    }

    private final Map<Key, RequestCount> counts = new ConcurrentHashMap<>();
    private final RequestPermits permits;
    private final ApiSettings settings;
    private final Clock clock;

    RateLimits(RequestPermits permits, ApiSettings settings, Clock clock) {
        this.permits = permits;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws ApiRefusal if that is too often */
    void count(AccountId account, String action, String region) {
        long now = clock.instant().getEpochSecond();
        if (counts.size() > MANY) {
            forget(now);
        }
        int limit = settings.requestsPerSecond();
        Key key = new Key(account, action, region);
        RequestCount count = counts.compute(
                key, (same, known) -> (known == null ? new RequestCount(limit, limit / TENTH) : known).seen(now));
        if (!count.allows(now, wanted -> permits.take(key.subject(), wanted, limit))) {
            throw Fault.TOO_MANY_REQUESTS.refusal(limit);
        }
    }

    private void forget(long now) {
        counts.keySet().forEach(key -> counts.computeIfPresent(key, (same, count) -> count.isOver(now) ? null : count));
    }
}
