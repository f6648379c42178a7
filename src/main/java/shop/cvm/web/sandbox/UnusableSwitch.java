package shop.cvm.web.sandbox;

/** A request to switch a fault on that cannot be understood. Nothing was changed. */
class UnusableSwitch extends RuntimeException {

    private final String field;
    private final String advice;

    /**
     * @param field the part that is wrong: {@code fault}, {@code times} or {@code delay}, or any that is unknown
     * @param advice what to send instead
     */
    UnusableSwitch(String field, String advice) {
        super(advice);
        this.field = field;
        this.advice = advice;
    }

    String field() {
        return field;
    }

    /** In English, as scripts get it. */
    String advice() {
        return advice;
    }
}
