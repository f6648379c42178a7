package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Entry;

/** Takes apart what was paid and refunded for orders: machine by machine, component by component. */
@Service
public class Bookings {

    private static final String UNDELIVERED = "refund:";
    private static final String ADJUSTED = "adjustment:";
    private static final String RETURNED = "return:";

    private final OrderRows orders;
    private final Instances instances;

    Bookings(OrderRows orders, Instances instances) {
        this.orders = orders;
        this.instances = instances;
    }

    /** Which machine was made for which line. */
    private record Place(String order, int line) {}

    /** Since when and until when something is paid for; null if it is not. */
    private record Time(@Nullable Instant from, @Nullable Instant to) {

        private static final Time NONE = new Time(null, null);
    }

    /** Whatever entries are about. */
    private record Known(
            Map<String, Order> orders, Map<Place, List<InstanceId>> made, Map<InstanceId, Instance> machines) {

        Optional<Order> order(Entry entry) {
            return Optional.ofNullable(entry.orderNumber()).map(orders::get);
        }

        /** Those of a line, which may be made for it, or were there. */
        List<InstanceId> machines(OrderLine line) {
            Place place = new Place(line.order().number().number(), line.line());
            return line.instance().map(List::of).orElseGet(() -> made.getOrDefault(place, List.of()));
        }

        @Nullable
        Instance machine(InstanceId id) {
            return machines.get(id);
        }
    }

    /**
     * The parts of these entries, in their sequence. The parts of an entry add up to it.
     *
     * @param entries payments and refunds of this account, some hundred at most
     */
    @Transactional(readOnly = true)
    public List<BookedPart> parts(AccountId account, List<Entry> entries) {
        Known known = known(account, entries);
        return entries.stream().flatMap(entry -> parts(entry, known)).toList();
    }

    private Known known(AccountId account, List<Entry> entries) {
        Set<String> numbers = entries.stream()
                .map(Entry::orderNumber)
                .filter(Objects::nonNull)
                .collect(toSet());
        Map<String, Order> found = numbers.isEmpty()
                ? Map.of()
                : orders.findByOrderNumberIn(numbers).stream()
                        .filter(order -> order.account().equals(account))
                        .collect(toMap(order -> order.number().number(), identity()));
        Map<Place, List<InstanceId>> made = instances.ofOrders(account, found.keySet()).stream()
                .collect(groupingBy(
                        machine -> new Place(machine.orderNumber(), machine.line()),
                        mapping(machine -> new InstanceId(machine.instanceId()), toList())));
        Set<InstanceId> ids = Stream.of(
                        made.values().stream().flatMap(Collection::stream),
                        found.values().stream().flatMap(order -> order.concerned().stream()),
                        entries.stream().flatMap(entry -> named(entry, RETURNED).stream()))
                .flatMap(identity())
                .collect(toSet());
        return new Known(
                found, made, instances.instances(account, ids).stream().collect(toMap(Instance::id, identity())));
    }

    /** The machine that an entry's reference has after this beginning. */
    private static Optional<InstanceId> named(Entry entry, String beginning) {
        return entry.reference().startsWith(beginning)
                ? InstanceId.parse(entry.reference().substring(beginning.length()))
                : Optional.empty();
    }

    private static Stream<BookedPart> parts(Entry entry, Known known) {
        String reference = entry.reference();
        Optional<Order> order = known.order(entry);
        if (order.isEmpty()) {
            return Stream.of(BookedPart.whole(
                    entry, named(entry, RETURNED).map(known::machine).orElse(null)));
        }
        if (reference.startsWith(UNDELIVERED)) {
            return undelivered(entry, order.get(), known);
        }
        if (reference.startsWith(ADJUSTED)) {
            return order.get().lines().stream()
                    .filter(line -> reference.equals(ADJUSTED + line.subOrder().number()))
                    .map(line -> adjusted(entry, line, known));
        }
        return order.get().lines().stream()
                .filter(line -> line.spec().isPrepaid() && line.total().isPositive())
                .flatMap(line -> paid(entry, line, known));
    }

    private static Stream<BookedPart> paid(Entry entry, OrderLine line, Known known) {
        return known.machines(line).stream()
                .flatMap(id -> parts(entry, line, known.machine(id), UnaryOperator.identity()));
    }

    /** What was paid for one of the machines of a line goes back. */
    private static Stream<BookedPart> undelivered(Entry entry, Order order, Known known) {
        return named(entry, UNDELIVERED).map(known::machine).stream()
                .flatMap(machine -> parts(entry, order.lines().get(machine.line()), machine, Money::negated));
    }

    private static BookedPart adjusted(Entry entry, OrderLine line, Known known) {
        Instance machine = line.instance().map(known::machine).orElse(null);
        Instant until = line.renewsFrom().orElse(null);
        return new BookedPart(
                entry,
                line.kind(),
                machine,
                null,
                0,
                entry.occurredAt(),
                until,
                entry.effect().negated());
    }

    private static Stream<BookedPart> parts(
            Entry entry, OrderLine line, @Nullable Instance machine, UnaryOperator<Money> sign) {
        Time time = time(entry, line, machine);
        return line.items().stream()
                .filter(item -> item.unitAmount().isPositive())
                .map(item -> new BookedPart(
                        entry,
                        line.kind(),
                        machine,
                        item,
                        item.days() > 0 ? 0 : line.spec().months(),
                        time.from(),
                        time.to(),
                        sign.apply(item.unitAmount())));
    }

    /** What a line pays for: what it has given its machine, or the rest of what the machine had; none if it was never made. */
    private static Time time(Entry entry, OrderLine line, @Nullable Instance machine) {
        if (line.is(LineKind.CHANGE)) {
            return new Time(entry.occurredAt(), line.changedUntil());
        }
        if (machine == null || machine.isFailed()) {
            return Time.NONE;
        }
        String number = line.order().number().number();
        return machine.terms().stream()
                .filter(term -> term.orderNumber().equals(number) && term.line() == line.line())
                .findFirst()
                .map(term -> new Time(term.startedAt(), term.endsAt()))
                .orElse(Time.NONE);
    }
}
