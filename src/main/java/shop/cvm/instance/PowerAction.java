package shop.cvm.instance;

/** What an owner does with a machine's power; the names are those of the page's buttons. */
public enum PowerAction {
    START(InstanceState.STOPPED, InstanceState.STARTING, InstanceState.RUNNING, ActKind.STARTED),
    STOP(InstanceState.RUNNING, InstanceState.STOPPING, InstanceState.STOPPED, ActKind.STOPPED),
    REBOOT(InstanceState.RUNNING, InstanceState.REBOOTING, InstanceState.RUNNING, ActKind.REBOOTED);

    private final InstanceState from;
    private final InstanceState through;
    private final InstanceState to;
    private final ActKind act;

    PowerAction(InstanceState from, InstanceState through, InstanceState to, ActKind act) {
        this.from = from;
        this.through = through;
        this.to = to;
        this.act = act;
    }

    /** The only state in which it can be asked for. */
    public InstanceState from() {
        return from;
    }

    /** The state of a machine with which it is being done. */
    InstanceState through() {
        return through;
    }

    /** What the history of a machine says of it. */
    ActKind act() {
        return act;
    }

    /** Whether nothing is left to do for a machine in this state: it is being done already, or has been. */
    public boolean isDoneIn(InstanceState state) {
        return state == through || (state == to && to != from);
    }
}
