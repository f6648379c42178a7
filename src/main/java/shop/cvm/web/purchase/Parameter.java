package shop.cvm.web.purchase;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    static final String HOST_NAME = "hostName";
    static final String LOGIN = "login";
    static final String SECURITY_GROUP = "securityGroup";
    static final String COUNT = "count";
    static final String PERIOD = "period";
    static final String AUTO_RENEW = "autoRenew";
    static final String EXPIRY_DAY = "expiryDay";
    static final String VCPU = "vcpu";
    static final String MEMORY = "memory";
    static final String IN_STOCK = "inStock";
    static final String SORT = "sort";

    /** Which form of the API request is shown: no part of the address, and nothing depends on it but those forms. */
    static final String CODE = "apiTab";

    /** Stands for the types, or the sizes, of all data disks. */
    static final String DATA_DISK_TYPES = "dataDisks[].type";

    static final String DATA_DISK_SIZES = "dataDisks[].size";

    /** Whatever decides what is bought and what it costs; the rest only decides what is listed. */
    static final Set<String> SELECTED = Set.of(
            CHARGE_TYPE,
            ZONE,
            TYPE,
            IMAGE,
            SYSTEM_DISK_TYPE,
            SYSTEM_DISK_SIZE,
            DATA_DISK_TYPES,
            DATA_DISK_SIZES,
            ADD_DISK,
            REMOVE_DISK,
            NETWORK,
            INTERNET,
            BANDWIDTH,
            NAME,
            HOST_NAME,
            LOGIN,
            SECURITY_GROUP,
            COUNT,
            PERIOD,
            AUTO_RENEW,
            EXPIRY_DAY);

    /** Whatever decides which API request is shown, and in which form. */
    static final Set<String> CODED =
            Stream.concat(SELECTED.stream(), Stream.of(CODE)).collect(Collectors.toUnmodifiableSet());

    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

    private Parameter() {}

    /** Name of the type of a data disk, counted from 0. */
    static String diskType(int index) {
        return DATA_DISKS + "[" + index + "].type";
    }

    /** Name of the size of a data disk, counted from 0. */
    static String diskSize(int index) {
        return DATA_DISKS + "[" + index + "].size";
    }

    /** The name, without the number of the data disk if it is about one. */
    static String kind(String name) {
        return name.startsWith(DATA_DISKS) ? INDEX.matcher(name).replaceFirst("[]") : name;
    }
}
