package shop.cvm.catalog;

/** How much of a type a zone still has, in the four classes of the cloud API. */
public enum StockLevel {
    /** 20 machines or more. */
    EnoughStock,
    /** 6 to 19. */
    NormalStock,
    /** 1 to 5. */
    UnderStock,
    /** None. */
    WithoutStock;

    /** The class of this many free machines. */
    public static StockLevel of(int free) {
        if (free >= 20) {
            return EnoughStock;
        }
        if (free >= 6) {
            return NormalStock;
        }
        return free >= 1 ? UnderStock : WithoutStock;
    }
}
