package shop.cvm.api;

/** The interfaces that are served, each for one or more products of the vendor. */
enum Version {
    /** Machines, their networks and disks: cvm, vpc, cbs. */
    MACHINES("2017-03-12"),
    BILLING("2018-07-09"),
    TAG("2018-08-13"),
    API("2020-11-06"),
    REGION("2022-06-27");

    private final String date;

    Version(String date) {
        this.date = date;
    }

    /** What clients call it. */
    String date() {
        return date;
    }
}
