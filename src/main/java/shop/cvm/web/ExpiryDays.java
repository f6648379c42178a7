package shop.cvm.web;

import java.util.Optional;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.account.Preferences;

/**
 * The day of the month on which customers have their prepaid machines expire: the last one that they renewed to. It is
 * offered to them when they buy; others do not see that there is such a thing ({@code domain.md} 2.4).
 */
@Component
public class ExpiryDays {

    private static final String PREFERENCE = "expiry-day";

    private final Preferences preferences;

    ExpiryDays(Preferences preferences) {
        this.preferences = preferences;
    }

    /** Empty if the customer never chose one. */
    public Optional<Integer> of(AccountId account) {
        return preferences.choice(account, PREFERENCE).map(Integer::valueOf);
    }

    /** @param day 1 to 31 */
    public void choose(AccountId account, int day) {
        preferences.choose(account, PREFERENCE, Integer.toString(day));
    }
}
