package shop.cvm.order;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/** Reads, locks and writes orders. */
interface OrderRows extends Repository<Order, String> {

    /** In Hibernate: skip rows that somebody else has locked. */
    String SKIP_LOCKED = "-2";

    Order saveAndFlush(Order order);

    @EntityGraph(attributePaths = "lines")
    Optional<Order> findByOrderNumberAndAccountId(String orderNumber, String accountId);

    @EntityGraph(attributePaths = "lines")
    Optional<Order> findByAccountIdAndScopeAndToken(String accountId, String scope, String token);

    List<Order> findByOrderNumberIn(Collection<String> orderNumbers);

    Page<Order> findByAccountIdAndStateIn(String accountId, Collection<OrderState> states, Pageable page);

    /** All lines of unpaid orders for one of these machines. */
    @Query("""
            select new shop.cvm.order.OpenRenewal(
                o.orderNumber, o.payUntil, l.kind, l.instanceId, l.renewsFrom, l.configured,
                l.lowersFromMbps)
            from Order o join o.lines l
            where o.orderNumber in (select r.order.orderNumber from OrderLine r where r.openFor in :instanceIds)
            order by o.orderNumber, l.line
            """)
    List<OpenRenewal> openFor(Collection<String> instanceIds);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select o from Order o join fetch o.lines
            where o.orderNumber = :orderNumber and o.accountId = :accountId
            """)
    Optional<Order> lock(String orderNumber, String accountId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Order o where o.orderNumber in :orderNumbers order by o.orderNumber")
    List<Order> lock(Collection<String> orderNumbers);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query("""
            select o from Order o where o.state = shop.cvm.order.OrderState.UNPAID and o.payUntil <= :now
                and (o.closeAfter is null or o.closeAfter <= :now)
            order by o.payUntil, o.orderNumber
            """)
    List<Order> lockExpired(Instant now, Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query("""
            select o from Order o
            where o.state = shop.cvm.order.OrderState.UNPAID and o.payUntil <= :now and o.orderNumber in :orderNumbers
            order by o.payUntil, o.orderNumber
            """)
    List<Order> lockExpired(Instant now, Collection<String> orderNumbers);
}
