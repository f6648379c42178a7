package shop.cvm.web.purchase;

import shop.cvm.catalog.Unavailability;

/**
 * One of several choices.
 *
 * @param value value of its control
 * @param name what it is called
 * @param detail a second line; may be empty
 * @param cost a third line; may be empty
 * @param chosen whether it is the chosen one
 * @param closed why it cannot be chosen; empty if it can
 * @param icon icon beside that reason
 */
record Option(String value, String name, String detail, String cost, boolean chosen, String closed, String icon) {

    static Option open(String value, String name, String detail, boolean chosen) {
        return new Option(value, name, detail, "", chosen, "", "");
    }

    static Option closed(String value, String name, String detail, String reason, String icon) {
        return new Option(value, name, detail, "", false, reason, icon);
    }

    static Option closed(String value, String name, String detail, Unavailability reason, Words words) {
        return closed(value, name, detail, words.of("catalog.unavailability.", reason), icon(reason));
    }

    Option costing(String price) {
        return new Option(value, name, detail, price, chosen, closed, icon);
    }

    boolean isOpen() {
        return closed.isEmpty();
    }

    /** The icon that goes with a reason. */
    static String icon(Unavailability reason) {
        return switch (reason) {
            case RESTRICTED, CLOSED, BY_APPLICATION -> "lock";
            case SOLD_OUT, WITHDRAWN, NO_PRICE, NOT_IN_ZONE -> "circle-off";
        };
    }
}
