package shop.cvm.reliability;

/** What is broken, in the order of the page. */
enum Scenario {
    KILL(
            "A node is killed",
            "Three nodes sell by page and by API; one of them is killed with `kill -9` every three start times and"
                    + " started again. Whoever gets no answer asks another node for the same."),
    FAILOVER(
            "The database fails over",
            "A primary with a synchronous standby. The primary is stopped at once while all buy, the standby is"
                    + " promoted, the old primary rebuilt as its standby, and so on, round by round."),
    PAUSED(
            "The database says nothing",
            "All processes of PostgreSQL are stopped where they are (`SIGSTOP`) and go on later."),
    SLOW("The database is slow", "Every packet between the shop and PostgreSQL is late."),
    NO_CONNECTIONS(
            "The database has no connection left", "Somebody else takes all connections, the shop's own among them."),
    DISK_FULL(
            "The disk of the database is full",
            "Tables and indexes are on a small disk (tmpfs) that somebody else fills; the log of the database is not on"
                    + " it."),
    LEDGER(
            "Three nodes settle",
            "The same history is gone on with by one node and by three: hours are settled, accounts fall into arrears,"
                    + " machines are renewed or expire. The entries of both ledgers are compared."),
    SKEW(
            "Clocks are wrong",
            "The clocks of the nodes' machines differ by minutes, from each other and from the database's."),
    RESTORE(
            "A dump is restored",
            "`pg_dump` while all buy, `pg_restore` into an empty database, and the check of the restored one.");

    /** One a line. */
    static final String NOT_PROVEN = """
            The fall of a whole machine: PostgreSQL was stopped, its disk was not taken away.
            A network that parts nodes from a database that lives on: somebody has to see to it that an old primary is \
            stopped before a standby is promoted.
            Other machines than this one, and PostgreSQL with other settings than its own.
            Real wallets and real hypervisors: both are simulated, as rows of the same database.
            Mail that was sent by a node that died before it wrote that down: it is sent again.""";

    private final String title;
    private final String what;

    Scenario(String title, String what) {
        this.title = title;
        this.what = what;
    }

    String title() {
        return title;
    }

    String what() {
        return what;
    }
}
