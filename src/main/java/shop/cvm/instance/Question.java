package shop.cvm.instance;

/** What the provisioner is asked about a machine in the next step. */
enum Question {
    /** See to it that it exists and runs. */
    ENSURE,
    /** Say what is there. */
    OBSERVE,
    /** Start it. */
    POWER_ON,
    /** Have it shut down by itself. */
    POWER_OFF,
    /** Have it shut down by itself, and give back its host and its public address. */
    SHELVE,
    /** Switch it off. */
    FORCE_OFF,
    /** Give it another password. */
    SET_PASSWORD,
    /** Have it let in by the key pair that it is bound to. */
    SET_KEY_PAIR,
    /** Give it the hardware and the bandwidth that it is configured with. */
    RESHAPE,
    /** Give it an empty system disk with the image and the login that it is configured with. */
    REINSTALL,
    /** Remove it. */
    DESTROY;

    /** Whether it says what the machine is to be, disks included. */
    boolean isOfMachine() {
        return this == ENSURE || this == RESHAPE || this == REINSTALL;
    }
}
