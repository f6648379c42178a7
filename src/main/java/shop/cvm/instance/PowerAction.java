package shop.cvm.instance;

/** What an owner does with a machine's power; the names are those of the page's buttons. */
public enum PowerAction {
    START(InstanceState.STOPPED, InstanceState.STARTING, InstanceState.RUNNING),
    STOP(InstanceState.RUNNING, InstanceState.STOPPING, InstanceState.STOPPED),
    REBOOT(InstanceState.RUNNING, InstanceState.REBOOTING, InstanceState.RUNNING);

    private final InstanceState from;
    private final InstanceState through;
    private final InstanceState to;

    PowerAction(InstanceState from, InstanceState through, InstanceState to) {
        this.from = from;
        this.through = through;
        this.to = to;
    }

    /** The only state in which it can be asked for. */
    public InstanceState from() {
        return from;
    }

    /** The state of a machine with which it is being done. */
    InstanceState through() {
        return through;
    }

    /** Whether nothing is left to do for a machine in this state: it is being done already, or has been. */
    public boolean isDoneIn(InstanceState state) {
        return state == through || (state == to && to != from);
    }
}
