package shop.cvm.order;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.instance.TermKind;
import shop.cvm.time.ShopCalendar;

/** How many machines an account can return by each rule, and until when each of its machines. */
@Component
class ReturnLimits {

    private final ReturnRows rows;
    private final ReturnSettings settings;

    ReturnLimits(ReturnRows rows, ReturnSettings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    /** How many more the account can return by this rule; zero or more. */
    @Transactional(readOnly = true)
    public int left(AccountId account, ReturnKind kind, Instant now) {
        return Math.max(settings.most(kind) - made(account, kind, now), 0);
    }

    /**
     * The place of the next return.
     *
     * @return empty if there is none left; whoever takes one that somebody else has just taken is refused by the database
     */
    @Transactional(readOnly = true)
    public Optional<ReturnPlace> next(AccountId account, ReturnKind kind, Instant now) {
        int made = made(account, kind, now);
        return made < settings.most(kind)
                ? Optional.of(new ReturnPlace(settings.eachYear() ? year(now) : 0, made + 1))
                : Optional.empty();
    }

    /**
     * Whether a machine can be returned by this rule at this time, whatever the account has returned before. Everything is
     * paid back only for a machine that was bought prepaid, and not turned into one.
     *
     * @param terms of the machine, oldest first
     */
    boolean isInTime(ReturnKind kind, Instance machine, List<InstanceTerm> terms, Instant at) {
        if (kind == ReturnKind.ORDINARY) {
            Integer days = settings.ordinaryWithinDays();
            return days == null || isWithin(days, machine, terms, at);
        }
        boolean isBought = !terms.isEmpty() && terms.get(0).kind() == TermKind.PURCHASE;
        return isBought && isWithin(settings.fullWithinDays(), machine, terms, at);
    }

    /** Of its purchase, or of the conversion that made it prepaid. */
    private static boolean isWithin(int days, Instance machine, List<InstanceTerm> terms, Instant at) {
        Instant begun = terms.isEmpty() ? machine.paidAt() : terms.get(0).startedAt();
        return !at.isAfter(begun.plus(Duration.ofDays(days)));
    }

    private int made(AccountId account, ReturnKind kind, Instant now) {
        Instant since = settings.eachYear() ? ShopCalendar.startOf(LocalDate.of(year(now), 1, 1)) : Instant.EPOCH;
        return rows.countByAccountIdAndKindAndReturnedAtGreaterThanEqual(account.accountId(), kind, since);
    }

    private static int year(Instant now) {
        return ShopCalendar.dayOf(now).getYear();
    }
}
