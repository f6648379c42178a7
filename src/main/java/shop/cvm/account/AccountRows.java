package shop.cvm.account;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Accounts by what they are found by. */
interface AccountRows extends Repository<Account, String> {

    /** Writes at once, so that a taken e-mail address is known before anybody hears of the account. */
    Account saveAndFlush(Account account);

    Optional<Account> findByAccountId(String accountId);

    boolean existsByEmail(String email);

    Optional<Account> findByEmail(String email);
}
