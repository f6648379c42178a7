package shop.cvm.ledger;

import shop.cvm.account.AccountId;

/**
 * What a movement of money is; the vendor's types of transactions are recharge, deduct, return, block and unblock
 * (domain facts, section 13.1). Each kind goes from one side to the other and never elsewhere.
 */
public enum EntryKind {
    /** From a wallet to the customer. */
    TOP_UP,
    /** From the customer to the shop. */
    DEDUCT,
    /** From the customer to the shop, for an hour of usage; the only kind that may take more than there is. */
    SETTLEMENT,
    /** From the shop back to the customer. */
    REFUND,
    /** From the customer to what is held for them; the balance stays, less of it is available. */
    FREEZE,
    /** From what is held back to the customer. */
    UNFREEZE;

    private static final String REVENUE = "shop:revenue";

    /** Whether more is available to the customer afterwards. */
    public boolean addsToAvailable() {
        return this == TOP_UP || this == REFUND || this == UNFREEZE;
    }

    String debitAccount(AccountId customer, String wallet) {
        return switch (this) {
            case TOP_UP -> "wallet:" + wallet;
            case REFUND -> REVENUE;
            case DEDUCT, SETTLEMENT, FREEZE -> available(customer);
            case UNFREEZE -> held(customer);
        };
    }

    String creditAccount(AccountId customer) {
        return switch (this) {
            case TOP_UP, REFUND, UNFREEZE -> available(customer);
            case DEDUCT, SETTLEMENT -> REVENUE;
            case FREEZE -> held(customer);
        };
    }

    private static String available(AccountId customer) {
        return "customer:" + customer;
    }

    private static String held(AccountId customer) {
        return "frozen:" + customer;
    }
}
