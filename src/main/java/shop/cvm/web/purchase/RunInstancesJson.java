package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.List;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.NetworkType;
import shop.cvm.instance.LoginKind;

/** A selection as the body of the cloud API's {@code RunInstances}, as few fields as give this very machine. */
final class RunInstancesJson {

    /** Stands where the customer has to put a password. */
    static final String PASSWORD = "<your password>";

    /** Stands where the customer has to put the id of a key pair. */
    static final String KEY_PAIR = "<id of your key pair>";

    /** What the cloud API calls the customer's default VPC, and its subnet in the zone. */
    static final String DEFAULT_NETWORK = "DEFAULT";

    private final Selection selection;
    private final List<String> fields = new ArrayList<>();

    /** @param selection one that {@link #canAskFor the API can be asked for} */
    RunInstancesJson(Selection selection) {
        this.selection = selection;
    }

    /**
     * Whether the cloud API can be asked for such a machine at all: a request that names no network gets the default
     * VPC, so there is none that gets the basic network; and none that names a day to expire on.
     */
    static boolean canAskFor(Selection selection) {
        return selection.network() == NetworkType.VPC && selection.time().day() == null;
    }

    String text() {
        field("Action", quoted("RunInstances"));
        field("Version", quoted("2017-03-12"));
        field("Region", quoted(selection.region()));
        field("InstanceChargeType", quoted(selection.chargeType().name()));
        if (selection.isPrepaid()) {
            field(
                    "InstanceChargePrepaid",
                    "{\n    \"Period\": " + selection.period() + ",\n    \"RenewFlag\": " + quoted(renewFlag(selection))
                            + "\n  }");
        }
        field("Placement", "{ \"Zone\": " + quoted(selection.zone()) + " }");
        field("InstanceType", quoted(selection.type()));
        field("ImageId", quoted(selection.image()));
        field("InstanceCount", Integer.toString(selection.count()));
        addDisks();
        addNetwork();
        if (!selection.name().isEmpty()) {
            field("InstanceName", quoted(selection.name()));
        }
        if (!selection.hostName().isEmpty()) {
            field("HostName", quoted(selection.hostName()));
        }
        if (selection.login() == LoginKind.PASSWORD) {
            field("LoginSettings", "{ \"Password\": " + quoted(PASSWORD) + " }");
        } else if (selection.login() == LoginKind.KEY_PAIR) {
            field("LoginSettings", "{ \"KeyIds\": [" + quoted(KEY_PAIR) + "] }");
        }
        return "{\n  " + String.join(",\n  ", fields) + "\n}";
    }

    private void addDisks() {
        field("SystemDisk", disk(selection.systemDisk()));
        List<String> disks =
                selection.dataDisks().stream().map(RunInstancesJson::disk).toList();
        if (!disks.isEmpty()) {
            field("DataDisks", "[\n    " + String.join(",\n    ", disks) + "\n  ]");
        }
    }

    private void addNetwork() {
        String network = quoted(DEFAULT_NETWORK);
        field("VirtualPrivateCloud", "{ \"VpcId\": " + network + ", \"SubnetId\": " + network + " }");
        addInternet();
        field("SecurityGroupIds", "[" + quoted(securityGroup(selection)) + "]");
    }

    private void addInternet() {
        if (selection.bandwidth() > 0) {
            field(
                    "InternetAccessible",
                    "{\n    \"InternetChargeType\": "
                            + quoted(selection.internetChargeType().apiName(selection.chargeType()))
                            + ",\n    \"InternetMaxBandwidthOut\": " + selection.bandwidth()
                            + ",\n    \"PublicIpAssigned\": true\n  }");
        }
    }

    private void field(String name, String value) {
        fields.add("\"" + name + "\": " + value);
    }

    private static String disk(Disk disk) {
        return "{ \"DiskType\": " + quoted(disk.type()) + ", \"DiskSize\": " + disk.sizeGb() + " }";
    }

    /** The {@code RenewFlag} of the cloud API. */
    static String renewFlag(Selection selection) {
        return selection.autoRenew() ? "NOTIFY_AND_AUTO_RENEW" : "NOTIFY_AND_MANUAL_RENEW";
    }

    /** Stands where the customer has to put the id of a security group with these rules. */
    static String securityGroup(Selection selection) {
        return switch (selection.securityGroup()) {
            case SSH_22 -> "<id of your security group that opens port 22>";
            case RDP_3389 -> "<id of your security group that opens port 3389>";
            case OPEN_ALL -> "<id of your security group that opens all ports>";
        };
    }

    /** A string of JSON; the same characters are special in Java. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
