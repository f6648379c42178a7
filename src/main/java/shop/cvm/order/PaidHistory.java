package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.PaidParts.Part;
import shop.cvm.pricing.PaidTerm;
import shop.cvm.pricing.PaidUpgrade;

/**
 * What was paid for a prepaid machine, with the lines that paid it. Where a change made the machine cheaper, what was left
 * then stands for everything that was paid before it.
 *
 * @param terms oldest first
 * @param upgrades what was paid for more of the machine, beside its terms
 * @param isSettledAnew whether it was made cheaper
 */
record PaidHistory(List<Paid<PaidTerm>> terms, List<Paid<PaidUpgrade>> upgrades, boolean isSettledAnew) {

    PaidHistory {
        terms = List.copyOf(terms);
        upgrades = List.copyOf(upgrades);
    }

    /**
     * @param <T> what was paid
     * @param line by which
     */
    record Paid<T>(T whole, OrderLine line) {

        private Part<T> part() {
            return new Part<>(whole, line.amounts());
        }

        private boolean isOfHost() {
            return line.amounts().entrySet().stream()
                    .anyMatch(amount -> amount.getKey() != Component.BANDWIDTH
                            && amount.getKey() != Component.TRAFFIC
                            && amount.getValue().isPositive());
        }
    }

    /** A term as it was bought, with its line. */
    record Bought(InstanceTerm term, OrderLine line) {}

    /** A change with its line. */
    record Changed(PaidChange change, OrderLine line) {}

    /**
     * @param terms of the machine, oldest first
     * @param changes since it was returned, if it ever was, in their sequence
     */
    static PaidHistory of(List<Bought> terms, List<Changed> changes) {
        int last = changes.size() - 1;
        while (last >= 0 && !changes.get(last).change().settledAnew()) {
            last--;
        }
        Changed settled = last < 0 ? null : changes.get(last);
        List<Paid<PaidTerm>> paid = Stream.concat(
                        Stream.ofNullable(settled).map(PaidHistory::rest),
                        terms.stream()
                                .filter(one -> settled == null
                                        || !one.term()
                                                .startedAt()
                                                .isBefore(settled.change().until()))
                                .map(PaidHistory::term))
                .toList();
        List<Paid<PaidUpgrade>> upgrades = changes.subList(last + 1, changes.size()).stream()
                .filter(one -> one.line().total().isPositive())
                .map(PaidHistory::upgrade)
                .toList();
        return new PaidHistory(paid, upgrades, settled != null);
    }

    private static Paid<PaidTerm> rest(Changed settled) {
        PaidChange change = settled.change();
        return new Paid<>(
                new PaidTerm(change.at(), change.until(), settled.line().rest()), settled.line());
    }

    private static Paid<PaidTerm> term(Bought bought) {
        InstanceTerm term = bought.term();
        return new Paid<>(new PaidTerm(term.startedAt(), term.endsAt(), term.paid()), bought.line());
    }

    private static Paid<PaidUpgrade> upgrade(Changed changed) {
        PaidChange change = changed.change();
        return new Paid<>(
                new PaidUpgrade(change.at(), change.until(), changed.line().total()), changed.line());
    }

    /** The line that pays for the time that is being used. */
    Optional<OrderLine> running(Instant at) {
        return terms.stream()
                .filter(term -> term.whole().startedAt().isBefore(at)
                        && term.whole().endsAt().isAfter(at))
                .map(Paid::line)
                .findFirst();
    }

    /** Since when the host is paid for by an upgrade, too. */
    Optional<Instant> hostUpgradedAt() {
        return upgrades.stream()
                .filter(Paid::isOfHost)
                .map(upgrade -> upgrade.whole().paidAt())
                .findFirst();
    }

    List<PaidTerm> wholeTerms() {
        return terms.stream().map(Paid::whole).toList();
    }

    List<PaidUpgrade> wholeUpgrades() {
        return upgrades.stream().map(Paid::whole).toList();
    }

    List<Part<PaidTerm>> termParts() {
        return terms.stream().map(Paid::part).toList();
    }

    List<Part<PaidUpgrade>> upgradeParts() {
        return upgrades.stream().map(Paid::part).toList();
    }
}
