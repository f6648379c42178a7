package shop.cvm.instance;

/** What a machine is asked to do. */
public enum Power {
    /** Run. */
    ON,
    /** Shut down by itself. */
    OFF,
    /** Shut down by itself, and give back host and public address; when it runs again, it has others. */
    SHELVE,
    /** Stop at once. */
    FORCE_OFF
}
