package shop.cvm.reliability;

/**
 * How much a run does. The short form is part of every build; {@code ./mvnw -Preliability verify} runs the full one. Each
 * number can be set by itself: {@code -Dshop.reliability.kill.orders=500}.
 */
final class Numbers {

    /** The property that chooses the form. */
    static final String FORM = "shop.reliability.form";

    /** Why a scenario is not in the short form. */
    static final String NOT_YET = "it has not passed yet and is in the full form only: ./mvnw -Preliability verify";

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
