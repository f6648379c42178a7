package shop.cvm.order;

import org.joda.money.Money;

/** The account owes money: nothing new is sold to it until it has topped up. Nothing was placed. */
public class InArrears extends RuntimeException {

    private final transient Money owed;

    InArrears(Money owed) {
        super("The account owes " + owed + "; top up more than that, then place the order again");
        this.owed = owed;
    }

    /** What the balance lacks to be zero; more than this has to be topped up. */
    public Money owed() {
        return owed;
    }
}
