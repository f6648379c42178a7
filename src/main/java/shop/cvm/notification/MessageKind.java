package shop.cvm.notification;

/** What a message is about; its words are in the bundle {@code message} ({@code domain.md} 12.3). */
public enum MessageKind {
    /** A machine runs: its addresses, its login name, its password if it is a random one. */
    INSTANCE_CREATED,
    /** A machine billed by the hour was given back. */
    INSTANCE_TERMINATED,
    /** A machine lets its owner in with another password than before. */
    PASSWORD_RESET,
    /** Machines could not be made, and their money is back. */
    ORDER_REFUNDED,
    /** Money from a wallet came when its order was closed, or paid another way, and is on the balance. */
    PAYMENT_LEFT_ON_BALANCE,
    /** The balance will not last much longer; the next date is when it is used up. */
    BALANCE_LOW,
    /** The balance did not cover the usage; the next date is when machines are shut down or cut off. */
    ARREARS,
    /** Machines were shut down or cut off for arrears; the next date is when those shut down are reclaimed. */
    ARREARS_STOPPED,
    /** Machines were destroyed for arrears. */
    ARREARS_RECLAIMED,
    /** What was owed is paid; machines may be started again. */
    ARREARS_CLEARED,
    /** What was owed is paid before anything was shut down or cut off. */
    ARREARS_CLEARED_IN_TIME,
    /** The time of a prepaid machine runs out; the next date is its end, the amount what a month more costs. */
    INSTANCE_EXPIRING,
    /** A prepaid machine is in the recycle bin; the next date is its release, the amount what a month more costs. */
    INSTANCE_EXPIRED,
    /** A prepaid machine has left the recycle bin without a renewal. */
    INSTANCE_RELEASED,
    /** A prepaid machine was renewed by itself; the next date is its new end. */
    INSTANCE_RENEWED,
    /** A prepaid machine could not be renewed by itself; the next date is its end, the amount what a month more costs. */
    RENEWAL_FAILED,
    /** A prepaid machine was returned; the next date is its release, the amount what was paid back. */
    INSTANCE_RETURNED,
    /** A machine got another type; the amount is what was paid for that in advance. */
    TYPE_CHANGED,
    /** The disks of a machine got larger; the amount is what was paid for that in advance. */
    DISKS_GROWN,
    /** A machine got another bandwidth, or pays for it in another way; the amount is what was paid for that in advance. */
    NETWORK_CHANGED,
    /** A prepaid machine was made cheaper; the amount is what was paid back. */
    CHANGE_PAID_BACK,
    /** An hourly machine is prepaid from now on; the next date is its end, the amount what was paid. */
    INSTANCE_CONVERTED;

    /** The message that says what its amount is. */
    public String amountWords() {
        return switch (this) {
            case INSTANCE_RETURNED, CHANGE_PAID_BACK -> "message.returned";
            case TYPE_CHANGED, DISKS_GROWN, NETWORK_CHANGED, INSTANCE_CONVERTED -> "message.paid";
            default -> "message.price";
        };
    }

    /** Whether a top-up is the answer to it. */
    public boolean asksForMoney() {
        return switch (this) {
            case BALANCE_LOW, ARREARS, ARREARS_STOPPED, ARREARS_RECLAIMED, RENEWAL_FAILED -> true;
            default -> false;
        };
    }
}
