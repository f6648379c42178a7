package shop.cvm.account;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Accounts by what they are found by. */
interface AccountRows extends Repository<Account, String> {

    /** Writes at once, so that a taken e-mail address is known before anybody hears of the account. */
    Account saveAndFlush(Account account);

    Optional<Account> findByAccountId(String accountId);

    boolean existsByEmail(String email);

    Optional<Account> findByEmail(String email);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.accountId = :accountId")
    Optional<Account> lock(String accountId);
}
