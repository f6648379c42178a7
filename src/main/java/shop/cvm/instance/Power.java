package shop.cvm.instance;

/** What a machine is asked to do. */
public enum Power {
    /** Run. */
    ON,
    /** Shut down by itself. */
    OFF,
    /** Stop at once. */
    FORCE_OFF
}
