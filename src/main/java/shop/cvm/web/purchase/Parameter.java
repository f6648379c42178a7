package shop.cvm.web.purchase;

/** Names of the parameters of the purchase page's address; each is also the name of the control that sets it. */
final class Parameter {

    static final String CHARGE_TYPE = "chargeType";
    static final String REGION = "region";
    static final String ZONE = "zone";
    static final String SERIES = "series";
    static final String FAMILY = "family";
    static final String TYPE = "type";
    static final String IMAGE_OS = "imageOs";
    static final String IMAGE = "image";
    static final String SYSTEM_DISK_TYPE = "systemDiskType";
    static final String SYSTEM_DISK_SIZE = "systemDiskSize";
    static final String DATA_DISKS = "dataDisks";
    static final String ADD_DISK = "addDisk";
    static final String REMOVE_DISK = "removeDisk";
    static final String NETWORK = "network";
    static final String INTERNET = "internetChargeType";
    static final String BANDWIDTH = "bandwidth";
    static final String NAME = "name";
    static final String LOGIN = "login";
    static final String SECURITY_GROUP = "securityGroup";
    static final String COUNT = "count";
    static final String PERIOD = "period";
    static final String AUTO_RENEW = "autoRenew";
    static final String VCPU = "vcpu";
    static final String MEMORY = "memory";
    static final String IN_STOCK = "inStock";
    static final String SORT = "sort";

    private static final String DISK_TYPE_SUFFIX = "].type";
    private static final String DISK_SIZE_SUFFIX = "].size";

    private Parameter() {}

    /** Name of the type of a data disk, counted from 0. */
    static String diskType(int index) {
        return DATA_DISKS + "[" + index + DISK_TYPE_SUFFIX;
    }

    /** Name of the size of a data disk, counted from 0. */
    static String diskSize(int index) {
        return DATA_DISKS + "[" + index + DISK_SIZE_SUFFIX;
    }

    static boolean isDiskType(String name) {
        return name.startsWith(DATA_DISKS + "[") && name.endsWith(DISK_TYPE_SUFFIX);
    }

    static boolean isDiskSize(String name) {
        return name.startsWith(DATA_DISKS + "[") && name.endsWith(DISK_SIZE_SUFFIX);
    }
}
