package shop.cvm.order;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.batch.Halves;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LaunchFailed;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/**
 * Gives back the money of machines that could not be made, and the machines to quota and stock: each once, however often the news
 * comes. The lock on the order and the refund's key make sure of it; the ledger's references are the net below.
 */
@Component
class OrderRefunds {

    private static final Logger log = LoggerFactory.getLogger(OrderRefunds.class);

    /** Balances are locked in this sequence, whoever refunds at the same time. */
    private static final Comparator<Refunded> BY_ACCOUNT =
            Comparator.comparing(refunded -> refunded.order().account().accountId());

    private final OrderRows rows;
    private final RefundRows refunds;
    private final EntityManager entities;
    private final Instances instances;
    private final Ledger ledger;
    private final Quotas quotas;
    private final Reservations reservations;
    private final ApplicationEventPublisher publisher;
    private final TransactionOperations transaction;
    private final ShopClock clock;

    OrderRefunds(
            OrderRows rows,
            RefundRows refunds,
            EntityManager entities,
            Instances instances,
            Ledger ledger,
            Quotas quotas,
            Reservations reservations,
            ApplicationEventPublisher publisher,
            TransactionOperations transaction,
            ShopClock clock) {
        this.rows = rows;
        this.refunds = refunds;
        this.entities = entities;
        this.instances = instances;
        this.ledger = ledger;
        this.quotas = quotas;
        this.reservations = reservations;
        this.publisher = publisher;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A refund with the order and the line that agreed on its amount. */
    private record Refunded(Order order, OrderLine line, Refund refund) {}

    /**
     * One machine that cannot be refunded holds up no other, and is tried again with the news.
     *
     * @throws RuntimeException why one could not be refunded; all the others are then
     */
    @ApplicationModuleListener(id = "order.refund-undelivered", propagation = Propagation.NOT_SUPPORTED)
    public void on(LaunchFailed news) {
        try {
            refund(news.ids());
        } catch (RuntimeException failed) {
            List<RuntimeException> left = new ArrayList<>();
            Halves.split(news.ids(), failed, this::refund, (machine, fault) -> {
                log.error("The money of instance {} could not be given back", machine, fault);
                left.add(fault);
            });
            if (!left.isEmpty()) {
                throw left.get(0);
            }
        }
    }

    private int refund(List<InstanceId> machines) {
        OrderTrace.forget();
        transaction.executeWithoutResult(status -> refundTogether(machines));
        return machines.size();
    }

    /** In lock order: orders, quotas, balances, stock. */
    private void refundTogether(List<InstanceId> machines) {
        Map<String, List<Instance>> failed =
                instances.failed(machines).stream().collect(groupingBy(Instance::orderNumber));
        if (failed.size() == 1) {
            failed.keySet().forEach(OrderTrace::name);
        }
        List<Order> orders = rows.lock(failed.keySet());
        Set<InstanceId> done = refunded(machines);
        Instant now = clock.now();
        List<Refunded> refunded = new ArrayList<>();
        for (Order order : orders) {
            for (Instance machine : failed.getOrDefault(order.number().number(), List.of())) {
                if (!done.contains(machine.id())) {
                    OrderLine line = order.refund(machine.line());
                    refunded.add(new Refunded(order, line, new Refund(machine.id(), order, line, now)));
                }
            }
        }
        refunded.forEach(one -> entities.persist(one.refund()));
        quotas.release(refunded.stream().collect(toMap(Refunded::line, one -> 1, Integer::sum)));
        refunded.stream().sorted(BY_ACCOUNT).forEach(this::giveBack);
        reservations.releaseOneEach(refunded.stream().map(Refunded::line).toList());
        publish(refunded);
    }

    private Set<InstanceId> refunded(List<InstanceId> ids) {
        return refunds
                .findByInstanceIdIn(ids.stream().map(InstanceId::instanceId).toList())
                .stream()
                .map(Refund::instance)
                .collect(toSet());
    }

    private void giveBack(Refunded refunded) {
        Refund refund = refunded.refund();
        String id = refund.instance().instanceId();
        if (!refund.amount().isPositive()) {
            return;
        }
        if (refund.isPrepaid()) {
            ledger.refund(movement(
                    refunded,
                    "refund:" + id,
                    Description.of("refund", refund.order().number())));
        } else {
            ledger.unfreeze(movement(refunded, "unfreeze:" + id, Description.of("unfreeze", id)));
        }
    }

    private static Movement movement(Refunded refunded, String reference, Description description) {
        Refund refund = refunded.refund();
        return new Movement(
                refunded.order().account(),
                refund.amount(),
                reference,
                description,
                refund.at(),
                refund.order().number());
    }

    private void publish(List<Refunded> refunded) {
        refunded.stream()
                .collect(groupingBy(
                        it -> it.refund().order(), mapping(it -> it.refund().instance(), toList())))
                .forEach((order, ids) -> publisher.publishEvent(new OrderRefunded(order, ids)));
    }
}
