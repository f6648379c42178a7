package shop.cvm.api;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import shop.cvm.account.ApiCredential;
import shop.cvm.account.ApiKeys;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Region;
import shop.cvm.work.OrderTrace;

/**
 * Answers every request that the cloud API gets, and always in the form that clients read. What may not be is looked for
 * in the sequence of section 7.1 of the contract, so that a forged request learns nothing but that it is forged.
 */
@Component
class Gateway {

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    /** Logging key, the one that the log's pattern names. */
    private static final String KEY = "requestId";

    /** Logging key of the action that is being performed; the history of an instance keeps it. */
    private static final String ACTION = "action";

    /** What old clients call regions. */
    private static final Map<String, String> SHORT_REGIONS = Map.ofEntries(
            Map.entry("gz", "ap-guangzhou"),
            Map.entry("sh", "ap-shanghai"),
            Map.entry("bj", "ap-beijing"),
            Map.entry("hk", "ap-hongkong"),
            Map.entry("sg", "ap-singapore"),
            Map.entry("ca", "na-toronto"),
            Map.entry("usw", "na-siliconvalley"),
            Map.entry("use", "na-ashburn"),
            Map.entry("cd", "ap-chengdu"),
            Map.entry("cq", "ap-chongqing"),
            Map.entry("de", "eu-frankfurt"),
            Map.entry("kr", "ap-seoul"),
            Map.entry("in", "ap-mumbai"),
            Map.entry("th", "ap-bangkok"),
            Map.entry("ru", "eu-moscow"),
            Map.entry("jp", "ap-tokyo"),
            Map.entry("shjr", "ap-shanghai-fsi"),
            Map.entry("szjr", "ap-shenzhen-fsi"));

    private final Actions actions;
    private final ApiKeys keys;
    private final RateLimits limits;
    private final ErrorTable errors;
    private final Envelope envelope;
    private final Catalog catalog;
    private final Clock clock;

    Gateway(
            Actions actions,
            ApiKeys keys,
            RateLimits limits,
            ErrorTable errors,
            Envelope envelope,
            Catalog catalog,
            Clock clock) {
        this.actions = actions;
        this.keys = keys;
        this.limits = limits;
        this.errors = errors;
        this.envelope = envelope;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Whatever happens, there is an answer. */
    Reply answer(Incoming request) {
        String id = UUID.randomUUID().toString();
        String outer = MDC.get(KEY);
        MDC.put(KEY, id);
        Locale language = Locale.SIMPLIFIED_CHINESE;
        try {
            requireSize(request);
            language = Requests.language(request);
            return Requests.isOfOldInterface(request)
                    ? envelope.unsupportedVersion(id, language)
                    : perform(id, Requests.signed(request));
        } catch (RuntimeException thrown) {
            return envelope.error(id, refusal(request, thrown), language);
        } finally {
            restore(outer);
            OrderTrace.forget();
        }
    }

    /** What the shop refuses is its customer's business; what it fails at is ours. */
    private ApiRefusal refusal(Incoming request, RuntimeException thrown) {
        try {
            ApiRefusal refusal = errors.of(thrown);
            log.debug("{} refused: {}", request, refusal.getMessage());
            return refusal;
        } catch (RuntimeException fault) {
            log.error("{} failed", request, fault);
            return Fault.INTERNAL.refusal();
        }
    }

    private static void requireSize(Incoming request) {
        if (Requests.isTooLarge(request)) {
            throw Fault.TOO_LARGE.refusal();
        }
        if (!request.isGet() && !request.method().equals("POST")) {
            throw Fault.WRONG_METHOD.refusal(request.method());
        }
    }

    private Reply perform(String id, Signed request) {
        Common common = request.common();
        ApiCredential credential = authenticated(request);
        keys.used(credential.key());
        if (!actions.hasVersion(common.version())) {
            throw Fault.UNKNOWN_VERSION.refusal(common.version());
        }
        Action<?, ?> action = actions.action(common.version(), common.action());
        if (action == null) {
            throw Fault.UNKNOWN_ACTION.refusal(common.action());
        }
        Region region = region(common, action);
        limits.count(credential.account(), action.name(), action.needsRegion() && region != null ? region.id() : "");
        Call call = new Call(
                credential.account(),
                region,
                common.language(),
                id,
                credential.key().readOnly());
        return perform(action, call, request, credential);
    }

    private <Q extends Record> Reply perform(Action<Q, ?> action, Call call, Signed request, ApiCredential credential) {
        Q asked = Binding.bind(request.parameters(), action.request(), request.isText());
        if (action.changes() && credential.key().readOnly()) {
            throw Fault.READ_ONLY.refusal(action.name());
        }
        Record answer = performed(action, call, asked);
        if (action.changes()) {
            log.info("{} done for account {}", action.name(), call.account());
        }
        return envelope.answer(call.requestId(), answer);
    }

    private static <Q extends Record> Record performed(Action<Q, ?> action, Call call, Q asked) {
        MDC.put(ACTION, action.name());
        try {
            return action.perform(call, asked);
        } finally {
            MDC.remove(ACTION);
        }
    }

    /** A forged request is not told of clocks. */
    private ApiCredential authenticated(Signed request) {
        ApiCredential credential =
                keys.credential(request.secretId()).orElseThrow(() -> Fault.UNKNOWN_SECRET_ID.refusal());
        if (!request.isSignedWith(credential.secretKey())) {
            throw Fault.WRONG_SIGNATURE.refusal();
        }
        long skew = Math.abs(clock.instant().getEpochSecond() - request.common().timestamp());
        if (skew > request.tolerance().toSeconds() || !request.isOfItsDay()) {
            throw Fault.SIGNATURE_EXPIRED.refusal();
        }
        if (!request.common().token().isEmpty()) {
            throw Fault.NO_TOKENS.refusal();
        }
        return credential;
    }

    private @Nullable Region region(Common common, Action<?, ?> action) {
        String name = common.region();
        Region region = catalog.snapshot().region(SHORT_REGIONS.getOrDefault(name, name));
        if (region == null && action.needsRegion()) {
            throw name.isEmpty() ? Fault.MISSING.refusal("Region") : Fault.UNKNOWN_REGION.refusal(name);
        }
        return region;
    }

    private static void restore(@Nullable String outer) {
        if (outer == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, Objects.requireNonNull(outer));
        }
    }
}
