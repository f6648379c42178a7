package shop.cvm.instance;

import shop.cvm.catalog.OsType;

/** A host name breaks a rule. */
public final class InvalidHostName extends RuntimeException {

    private final HostNameFault fault;
    private final OsType osType;

    InvalidHostName(String hostName, HostNameFault fault, OsType osType) {
        super("Not a host name of a machine with " + osType + ", because of " + fault + ": " + hostName);
        this.fault = fault;
        this.osType = osType;
    }

    public HostNameFault fault() {
        return fault;
    }

    /** How long it may be at most. */
    public int longest() {
        return HostNames.longest(osType);
    }
}
