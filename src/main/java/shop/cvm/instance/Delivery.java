package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.batch.Halves;
import shop.cvm.catalog.Stock;
import shop.cvm.instance.Claims.Claim;
import shop.cvm.instance.InstanceNews.Step;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/**
 * Makes machines step by step. A step is three things that are never one transaction: claim a batch of what is due by
 * leasing it, ask the provisioner, and apply its answers to whatever nobody has touched meanwhile. A node that dies in
 * between loses nothing: the lease runs out and the next one asks again, which the provisioner allows.
 */
@Component
class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private static final Duration UNSTORABLE_PAUSE = Duration.ofMinutes(1);

    private final Claims claims;
    private final Asking asking;
    private final ProgressRows progress;
    private final InstanceRows rows;
    private final InstanceNews news;
    private final Stock stock;
    private final TransactionOperations transaction;
    private final Duration refundWithin;
    private final ShopClock clock;

    Delivery(
            Claims claims,
            Asking asking,
            ProgressRows progress,
            InstanceRows rows,
            InstanceNews news,
            Stock stock,
            TransactionOperations transaction,
            InstanceSettings settings,
            ShopClock clock) {
        this.claims = claims;
        this.asking = asking;
        this.progress = progress;
        this.rows = rows;
        this.news = news;
        this.stock = stock;
        this.transaction = transaction;
        this.refundWithin = settings.refundWithin();
        this.clock = clock;
    }

    int advanceDue() {
        Instant due = clock.now();
        int advanced = 0;
        for (Claim claim = claims.claim(due); !claim.isEmpty(); claim = claims.claim(due)) {
            advanced += apply(claim, asking.ask(claim, due));
        }
        forgetPasswords();
        return advanced;
    }

    /** @return how many initial passwords were kept long enough */
    int forgetPasswords() {
        return transaction.execute(status -> rows.forgetLoginSecrets(clock.now()));
    }

    /** One machine whose answer cannot be stored holds up no other. */
    private int apply(Claim claim, List<Answer> answers) {
        try {
            return transaction.execute(status -> apply(claim, claim.instances(), answers));
        } catch (RuntimeException failed) {
            return Halves.split(
                    claim.instances(),
                    failed,
                    half -> applyAfresh(claim.part(half), answers),
                    (instance, fault) -> OrderTrace.run(
                            instance.orderNumber(), () -> unstorable(claim.part(List.of(instance)), instance, fault)));
        }
    }

    private int applyAfresh(Claim claim, List<Answer> answers) {
        return transaction.execute(status -> apply(claim, claims.read(claim), answers));
    }

    /** As if the provisioner had failed: tried again after growing pauses, and given up when its time is over. */
    private void unstorable(Claim claim, Instance instance, RuntimeException failed) {
        log.error("Instance {}: what became of it could not be stored", instance.id(), failed);
        try {
            applyAfresh(claim, List.of(Answer.of(instance.id(), ProvisionerFault.broken(failed))));
        } catch (RuntimeException again) {
            log.error("Instance {}: nothing about it can be stored; it has to wait", instance.id(), again);
            transaction.executeWithoutResult(status -> {
                progress.postpone(instance, clock.now().plus(UNSTORABLE_PAUSE));
                claims.end(claim);
            });
        }
    }

    /**
     * @param instances those of the claim, as they were when it was made
     * @return to how many the answers still applied
     */
    private int apply(Claim claim, List<Instance> instances, List<Answer> answers) {
        Instant now = clock.now();
        Map<InstanceId, Instance> claimed = instances.stream().collect(toMap(Instance::id, identity()));
        List<Step> steps = new ArrayList<>(answers.size());
        for (Answer answer : answers) {
            Instance instance = claimed.get(answer.id());
            if (instance != null) {
                steps.add(Step.before(instance, answer));
                OrderTrace.run(instance.orderNumber(), () -> apply(answer, instance, now));
            }
        }
        Set<Instance> stored =
                new HashSet<>(progress.store(steps.stream().map(Step::instance).toList()));
        List<Step> taken =
                steps.stream().filter(step -> stored.contains(step.instance())).toList();
        claims.end(claim);
        news.publish(taken, now);
        giveBackHosts(taken);
        return taken.size();
    }

    /** Last of all, as stock is always locked last. */
    private void giveBackHosts(List<Step> taken) {
        taken.stream()
                .filter(step ->
                        step.led(InstanceState.STOPPED) && step.instance().isShelved())
                .map(step -> step.instance().configuration())
                .sorted(Comparator.comparing(Configuration::zoneId).thenComparing(Configuration::instanceType))
                .forEach(host -> stock.release(host.zoneId(), host.instanceType(), 1));
    }

    private void apply(Answer answer, Instance instance, Instant now) {
        boolean hadHope = instance.failure().isEmpty();
        if (answer.seen() != null) {
            instance.observed(answer.seen(), now, refundWithin);
        } else if (answer.fault() != null) {
            instance.failed(answer.fault(), now, refundWithin);
        }
        if (hadHope && instance.failure().isPresent()) {
            log.warn(
                    "Instance {} is given up: {}",
                    instance.id(),
                    instance.failure().get());
        }
    }
}
