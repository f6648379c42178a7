package shop.cvm.payment;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/** Payments by what they are found by. */
interface PaymentRows extends Repository<Payment, String> {

    Payment saveAndFlush(Payment payment);

    Optional<Payment> findByNumber(String number);

    Optional<Payment> findByNumberAndAccountId(String number, String accountId);

    Optional<Payment> findByOpenFor(String orderNumber);

    long countByState(PaymentState state);

    List<Payment> findByOpenForIn(Collection<String> orderNumbers);

    Optional<Payment> findFirstByAccountIdAndOrderNumberAndPaysOrderTrueOrderByCreatedAtDesc(
            String accountId, String orderNumber);

    /** When the last payment of an account ends that is open and was begun before this moment. */
    @Query("""
            select max(p.expiresAt) from Payment p
            where p.accountId = :accountId and p.createdAt < :begunBefore and p.state in (PENDING, UNKNOWN)
            """)
    Optional<Instant> lastEndOfOpen(String accountId, Instant begunBefore);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Payment p where p.number = :number")
    Optional<Payment> lock(String number);

    /** Payments whose wallet is to be asked, longest overdue first; those that another node has in hand are left out. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
    @Query("select p from Payment p where p.nextQueryAt <= :now order by p.nextQueryAt")
    List<Payment> lockDue(Instant now, Limit limit);
}
