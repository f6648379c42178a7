package shop.cvm.instance;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/**
 * The time of a prepaid machine: what was paid for, term by term, and what happens next around its end. A machine that
 * is paid by the hour has no such time.
 */
@Embeddable
class Lifetime {

    /** Who stops a machine later than this leaves its owner the whole time in the recycle bin from then on. */
    private static final Duration ON_TIME = Duration.ofMinutes(15);

    @Enumerated(EnumType.STRING)
    private RenewFlag renewal = RenewFlag.NOTIFY_AND_MANUAL_RENEW;

    private @Nullable Instant expiresAt;
    private @Nullable Instant expiryDueAt;
    private @Nullable Instant releaseAt;
    private @Nullable Integer lowersToMbps;
    private @Nullable Instant lowersAt;

    @ElementCollection
    @CollectionTable(name = "instance_terms", joinColumns = @JoinColumn(name = "instance_id"))
    @OrderColumn(name = "sequence")
    @BatchSize(size = 100)
    private List<InstanceTerm> terms = new ArrayList<>();

    @Transient
    private boolean renewingItself;

    protected Lifetime() {}

    /** Begins with the payment of a prepaid machine. */
    Lifetime(Launch launch) {
        if (launch.spec().isPrepaid()) {
            InstanceTerm first = InstanceTerm.purchased(launch);
            this.renewal = RenewFlag.of(launch.autoRenew());
            this.expiresAt = first.endsAt();
            this.terms.add(first);
        }
    }

    /** Whether it is being renewed by itself at this moment, and not because its owner paid for it. */
    boolean isRenewingItself() {
        return renewingItself;
    }

    /** Has it renewed by itself, if whoever is asked does that. */
    void renewItself(Runnable asking) {
        renewingItself = true;
        try {
            asking.run();
        } finally {
            renewingItself = false;
        }
    }

    RenewFlag renewal() {
        return renewal;
    }

    void choose(RenewFlag other) {
        renewal = other;
    }

    private boolean renewsItself() {
        return renewal == RenewFlag.NOTIFY_AND_AUTO_RENEW;
    }

    /** Whether it is to be tried now to renew it: on some days before its end, and for the last time at the end. */
    boolean isRenewalDue(ExpirySettings settings, Instant now) {
        ExpiryStages stages = stages(settings);
        if (!renewsItself() || releaseAt != null || stages == null || expiryDueAt == null) {
            return false;
        }
        return isOver(now) || stages.renewal(expiryDueAt, now);
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    /** When something happens next because of it; null if nothing will. */
    @Nullable
    Instant expiryDueAt() {
        return expiryDueAt;
    }

    @Nullable
    Instant releaseAt() {
        return releaseAt;
    }

    List<InstanceTerm> terms() {
        return List.copyOf(terms);
    }

    boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean isReleaseDue(Instant now) {
        return releaseAt != null && !now.isBefore(releaseAt);
    }

    /** What its owner is to be told now, if anything: the latest of what has become due. */
    ExpiryStep news(ExpirySettings settings, Instant now) {
        ExpiryStages stages = stages(settings);
        if (stages == null || expiryDueAt == null) {
            return ExpiryStep.NOTHING;
        }
        ExpiryStep.Kind kind = releaseAt == null ? ExpiryStep.Kind.REMINDER : ExpiryStep.Kind.NOTICE;
        return (releaseAt == null ? stages.reminder(expiryDueAt, now) : stages.notice(expiryDueAt, now))
                .map(days -> new ExpiryStep(kind, days))
                .orElse(ExpiryStep.NOTHING);
    }

    /** Waits for whatever comes next. */
    void await(ExpirySettings settings, Instant now) {
        ExpiryStages stages = stages(settings);
        Instant next = stages == null ? null : stages.next(now);
        expiryDueAt = next != null && lowersAt != null && lowersAt.isBefore(next) ? lowersAt : next;
    }

    /** The bandwidth that it gets where a term begins that has not begun. */
    Optional<LaterBandwidth> laterBandwidth() {
        return Optional.ofNullable(lowersToMbps)
                .map(mbps -> new LaterBandwidth(mbps, Objects.requireNonNull(lowersAt)));
    }

    /** The order that paid for the time that begins then; empty if none does. */
    Optional<String> orderOfTimeFrom(Instant at) {
        return terms.stream()
                .filter(term -> term.startedAt().equals(at))
                .map(InstanceTerm::orderNumber)
                .findFirst();
    }

    /** It has that bandwidth now, or never will. */
    void forgetBandwidth() {
        lowersToMbps = null;
        lowersAt = null;
    }

    /** Something is in the way: looks again then. */
    void lookAgain(Instant at) {
        expiryDueAt = at;
    }

    /** Nothing will happen any more. */
    void end() {
        expiryDueAt = null;
        releaseAt = null;
        forgetBandwidth();
    }

    /** Begins with the payment that makes an hourly machine a prepaid one. */
    void begin(Conversion conversion, Instant now) {
        if (expiresAt != null) {
            throw new IllegalStateException("Its time has begun already and ends at " + expiresAt);
        }
        InstanceTerm first = InstanceTerm.converted(conversion, now);
        renewal = RenewFlag.of(conversion.autoRenew());
        expiresAt = first.endsAt();
        terms.add(first);
    }

    /** It goes on where it ends, or has ended. */
    void extend(Extension extension) {
        goOn(extension, InstanceTerm.renewed(extension, terms.size()));
        releaseAt = null;
        if (extension.lowersTo() != null) {
            lower(extension.lowersTo(), extension.from());
        }
    }

    private void lower(int mbps, Instant at) {
        if (lowersAt != null) {
            throw new IllegalStateException("Its bandwidth is lowered at " + lowersAt + " already");
        }
        lowersToMbps = mbps;
        lowersAt = at;
    }

    /** Its last day comes later, because it is cheaper now. */
    void prolong(Extension extension) {
        goOn(extension, InstanceTerm.prolonged(extension, terms.size()));
    }

    private void goOn(Extension extension, InstanceTerm next) {
        if (!extension.from().equals(expiresAt)) {
            throw new IllegalStateException(
                    "What was paid for ends at " + expiresAt + " and cannot go on from " + extension.from());
        }
        terms.add(next);
        expiresAt = next.endsAt();
    }

    /** It goes into the recycle bin. */
    void over(ExpirySettings settings, Instant now) {
        if (expiresAt == null || !isOver(now)) {
            throw new IllegalStateException("What was paid for until " + expiresAt + " is not over");
        }
        boolean isLate = now.isAfter(expiresAt.plus(ON_TIME));
        releaseAt = settings.releaseAt(isLate ? now : expiresAt);
    }

    /** Takes away the last term if it has not begun. */
    Optional<InstanceTerm> withdraw(Instant now) {
        int last = terms.size() - 1;
        boolean isLater = last > 0 && !terms.get(last).startedAt().isBefore(now);
        return isLater ? Optional.of(terms.remove(last)) : Optional.empty();
    }

    /**
     * It is returned: its time ends now.
     *
     * @param later terms that had not begun and were taken away; they stay as terms of no length
     */
    void cut(List<InstanceTerm> later, Instant now) {
        terms.add(terms.remove(terms.size() - 1).cutAt(now));
        later.forEach(term -> terms.add(term.cutAt(now)));
        expiresAt = now;
        forgetBandwidth();
    }

    private @Nullable ExpiryStages stages(ExpirySettings settings) {
        return expiresAt == null ? null : new ExpiryStages(settings, renewsItself(), expiresAt, releaseAt);
    }
}
