package shop.cvm.account;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How an account wants pages to be; what a choice means is the business of the page that keeps it. */
@Service
public class Preferences {

    private final JdbcClient jdbc;

    Preferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was chosen under this name; empty if nothing was. */
    @Transactional(readOnly = true)
    public Optional<String> choice(AccountId account, String name) {
        return jdbc.sql("select choice from preferences where account_id = ? and name = ?")
                .params(account.accountId(), name)
                .query(String.class)
                .optional();
    }

    /**
     * Keeps a choice in place of the one before; of two at once one of them stays.
     *
     * @param name at most 40 characters
     * @param choice at most 400 characters
     */
    @Transactional
    public void choose(AccountId account, String name, String choice) {
        jdbc.sql("insert into preferences (account_id, name, choice) values (?, ?, ?) on conflict do nothing")
                .params(account.accountId(), name, choice)
                .update();
        jdbc.sql("update preferences set choice = ? where account_id = ? and name = ?")
                .params(choice, account.accountId(), name)
                .update();
    }
}
