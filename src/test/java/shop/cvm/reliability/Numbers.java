package shop.cvm.reliability;

/**
 * How much a run does. The short form is part of every build; {@code ./mvnw -Preliability verify} runs the full one. Each
 * number can be set by itself: {@code -Dshop.reliability.kill.orders=500}.
 */
final class Numbers {

    /** The property that chooses the form. */
    private static final String FORM = "shop.reliability.form";

    private static final String PREFIX = "shop.reliability.";

    private Numbers() {}

    static boolean areFull() {
        return System.getProperty(FORM, "short").equals("full");
    }

    static int of(String name, int inShort, int inFull) {
        return Integer.getInteger(PREFIX + name, areFull() ? inFull : inShort);
    }

    /** What all that is drawn is drawn by: {@code shop.reliability.seed}, or always the same. */
    static long seed() {
        return Long.getLong(PREFIX + "seed", 20_261_128L);
    }
}
