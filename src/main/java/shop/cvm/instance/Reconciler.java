package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.audit.Contact;
import shop.cvm.audit.Contacts;
import shop.cvm.instance.Findings.Finding;
import shop.cvm.time.ShopClock;

/**
 * Compares, page by page, what the provisioner has with what it should have. A machine that turns up after it was given
 * up is destroyed by the next delivery. One that nobody knows is destroyed when it is found again after a grace: it may
 * belong to something still under way. One that should be there and is not is reported, once; it is never made anew,
 * because its disks are gone. A list that fails or is empty proves nothing.
 */
@Component
class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private static final Limit PAGE = Limit.of(500);
    private static final String FIRST = "";
    private static final String BEHIND_ALL = "~";

    /** How far two looks at the same machine must lie apart to count as two. */
    private static final Duration APART = Duration.ofSeconds(30);

    private final InstanceRows rows;
    private final Findings findings;
    private final Provisioner provisioner;
    private final TransactionOperations transaction;
    private final Duration grace;
    private final ShopClock shopClock;
    private final Clock clock;
    private final Contact contact;

    Reconciler(
            InstanceRows rows,
            Findings findings,
            Provisioner provisioner,
            TransactionOperations transaction,
            InstanceSettings settings,
            ShopClock shopClock,
            Clock clock,
            Contacts contacts) {
        this.rows = rows;
        this.findings = findings;
        this.provisioner = provisioner;
        this.transaction = transaction;
        this.grace = settings.orphanGrace();
        this.shopClock = shopClock;
        this.clock = clock;
        this.contact = contacts.with(Asking.PROVISIONER);
    }

    void reconcile() {
        try {
            OwnedMachines page = list(null);
            for (@Nullable InstanceId last = null; !page.machines().isEmpty(); page = list(last)) {
                InstanceId end = page.machines().get(page.machines().size() - 1).id();
                compare(page, last, page.last() ? null : end);
                last = end;
                if (page.last()) {
                    return;
                }
            }
        } catch (RuntimeException failed) {
            log.warn("The provisioner's machines could not be compared: {}", failed.getMessage());
        }
    }

    private OwnedMachines list(@Nullable InstanceId after) {
        try {
            OwnedMachines page = provisioner.listOwned(after);
            contact.answered();
            return page;
        } catch (RuntimeException failed) {
            contact.silent(String.valueOf(failed.getMessage()));
            throw failed;
        }
    }

    /** Compares what lies between two ids; null stands for the very first and the very last. */
    private void compare(OwnedMachines page, @Nullable InstanceId after, @Nullable InstanceId until) {
        Set<String> there = page.machines().stream()
                .filter(machine -> machine.phase() != Phase.ABSENT && machine.phase() != Phase.DELETING)
                .map(machine -> machine.id().instanceId())
                .collect(toSet());
        Map<String, Instance> known = rows.findByInstanceIdIn(there).stream()
                .collect(toMap(instance -> instance.id().instanceId(), identity()));
        for (String id : there) {
            examine(new InstanceId(id), known.get(id));
        }
        missing(there, after == null ? FIRST : after.instanceId(), until == null ? BEHIND_ALL : until.instanceId());
    }

    private void examine(InstanceId machine, @Nullable Instance instance) {
        if (instance == null) {
            orphan(machine);
        } else if (instance.isUnwanted()) {
            log.warn("Instance {} is there although it was given up; it is destroyed", machine);
            transaction.executeWithoutResult(status ->
                    rows.lock(List.of(machine.instanceId())).forEach(current -> current.turnedUp(shopClock.now())));
        }
    }

    private void orphan(InstanceId machine) {
        Instant now = clock.instant();
        Optional<Instant> before = findings.add(machine, Finding.ORPHAN, now);
        if (before.isPresent() && isOver(before.get(), grace, now)) {
            log.error("Machine {} belongs to no instance since {}; it is destroyed", machine, before.get());
            if (provisioner.destroy(machine).phase() == Phase.ABSENT) {
                findings.forget(machine);
            }
        }
    }

    private void missing(Set<String> there, String after, String until) {
        String start = after;
        List<String> expected;
        do {
            expected = rows.present(start, until, PAGE);
            expected.stream()
                    .filter(id -> !there.contains(id))
                    .map(InstanceId::new)
                    .forEach(this::lost);
            start = expected.isEmpty() ? until : expected.get(expected.size() - 1);
        } while (expected.size() == PAGE.max());
    }

    /** The list alone is no proof: the machine itself is asked about. */
    private void lost(InstanceId machine) {
        if (provisioner.observe(machine).phase() != Phase.ABSENT) {
            findings.forget(machine);
            return;
        }
        Instant now = clock.instant();
        Optional<Instant> before = findings.add(machine, Finding.LOST, now);
        if (before.isPresent() && isOver(before.get(), APART, now) && findings.report(machine, now)) {
            log.error(
                    "Instance {} is lost: it should be there, and the provisioner has had no such machine since {}."
                            + " It is not made anew, because its disks are gone",
                    machine,
                    before.get());
        }
    }

    private static boolean isOver(Instant since, Duration time, Instant now) {
        return !now.isBefore(since.plus(time.compareTo(APART) < 0 ? APART : time));
    }
}
