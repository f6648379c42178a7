package shop.cvm.wallet;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/** The wallet's payments by what they are found by. */
interface WalletRows extends Repository<WalletPayment, String> {

    WalletPayment save(WalletPayment payment);

    boolean existsByPaymentNumber(String paymentNumber);

    boolean existsByNotificationsAndNextNotificationAtBetween(int notifications, Instant from, Instant to);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from WalletPayment p where p.paymentNumber = :paymentNumber")
    Optional<WalletPayment> lock(String paymentNumber);

    /** Payments the shop is to be told of, longest overdue first; those that another node has in hand are left out. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
    @Query("select p from WalletPayment p where p.nextNotificationAt <= :now order by p.nextNotificationAt")
    List<WalletPayment> lockDue(Instant now, Limit limit);
}
