package shop.cvm.order;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.catalog.Stock;
import shop.cvm.instance.Difference;
import shop.cvm.instance.Instance;

/** Takes and releases the machines of orders, everybody in the same sequence, so that nobody waits in a circle. */
@Component
class Reservations {

    private record Shelf(String zone, String instanceType) {

        static final Comparator<Shelf> SEQUENCE =
                Comparator.comparing(Shelf::zone).thenComparing(Shelf::instanceType);

        static Shelf of(InstanceSpec spec) {
            return new Shelf(spec.zone(), spec.instanceType());
        }
    }

    private final Stock stock;

    Reservations(Stock stock) {
        this.stock = stock;
    }

    /** @throws SoldOut if one of them is not there any more; the caller's transaction must end then */
    void take(Order order) {
        machines(List.of(order)).forEach(this::take);
    }

    void release(Collection<Order> orders) {
        release(machines(orders));
    }

    /** One machine of each of these lines; a line may be there several times. */
    void releaseOneEach(Collection<OrderLine> lines) {
        SortedMap<Shelf, Integer> machines = new TreeMap<>(Shelf.SEQUENCE);
        lines.forEach(line -> machines.merge(Shelf.of(line.spec()), 1, Integer::sum));
        release(machines);
    }

    /** The hosts of these machines, which may be of another type than those that were bought. */
    void releaseHosts(Collection<Instance> instances) {
        SortedMap<Shelf, Integer> machines = new TreeMap<>(Shelf.SEQUENCE);
        instances.stream()
                .map(Instance::configuration)
                .forEach(host -> machines.merge(new Shelf(host.zoneId(), host.instanceType()), 1, Integer::sum));
        release(machines);
    }

    /** A machine becomes one of another type: takes a host of that, and gives its own back. */
    void exchange(Difference difference) {
        if (!difference.isOfType()) {
            return;
        }
        Shelf own = Shelf.of(difference.before());
        Shelf other = Shelf.of(difference.after());
        if (Shelf.SEQUENCE.compare(own, other) < 0) {
            release(own, 1);
            take(other, 1);
        } else {
            take(other, 1);
            release(own, 1);
        }
    }

    /** The host that a machine had before it became one of another type. */
    void releaseHost(InstanceSpec machine) {
        release(Shelf.of(machine), 1);
    }

    private void take(Shelf shelf, int count) {
        stock.take(shelf.zone(), shelf.instanceType(), count);
    }

    private void release(Shelf shelf, int count) {
        stock.release(shelf.zone(), shelf.instanceType(), count);
    }

    private void release(SortedMap<Shelf, Integer> machines) {
        machines.forEach(this::release);
    }

    private static SortedMap<Shelf, Integer> machines(Collection<Order> orders) {
        SortedMap<Shelf, Integer> machines = new TreeMap<>(Shelf.SEQUENCE);
        orders.stream()
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.isPurchase() || line.takesHost())
                .forEach(line -> machines.merge(Shelf.of(line.spec()), line.count(), Integer::sum));
        return machines;
    }
}
