package shop.cvm.pricing;

import java.util.List;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What a component of a prepaid machine is worth at some moment ({@code domain.md} 11.3).
 *
 * @param paid what was paid for it and is not over
 * @param upgrades what is left of upgrades of it
 * @param used its use since the beginning of the running term, one part for each disk
 */
public record Worth(Money paid, Money upgrades, List<UsedPart> used) {

    static final Worth NOTHING = new Worth(Cny.ZERO, Cny.ZERO, List.of());

    public Worth {
        used = List.copyOf(used);
    }

    /** What was paid, less what of it is worn off by days. */
    public Money all() {
        return paid.plus(upgrades);
    }

    /** The value of the use. */
    public Money valueUsed() {
        return used.stream().map(UsedPart::amount).reduce(Cny.ZERO, Money::plus);
    }

    /** What is left of it when so much is paid back; zero or more. */
    Money left(Money paidBack) {
        Money left = all().minus(valueUsed()).minus(paidBack);
        return left.isNegative() ? Cny.ZERO : left;
    }
}
