package shop.cvm.instance;

/**
 * What has happened to a machine because of the time that was paid for.
 *
 * @param kind what
 * @param days of a reminder: how many days before its end; of a notice: how many days after it, 0 for the end itself
 */
record ExpiryStep(Kind kind, int days) {

    static final ExpiryStep NOTHING = new ExpiryStep(Kind.NOTHING, 0);

    enum Kind {
        /** It is not its time. */
        NOTHING,
        /** Its owner is reminded that its time runs out. */
        REMINDER,
        /** It was shut down and put into the recycle bin. */
        EXPIRY,
        /** Its owner is reminded that it is in the recycle bin. */
        NOTICE,
        /** It is given up for good. */
        RELEASE
    }
}
