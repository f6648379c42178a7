package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.List;
import shop.cvm.catalog.Disk;
import shop.cvm.instance.LoginKind;

/** A selection as the body of the cloud API's {@code RunInstances}, as few fields as give this very machine. */
final class RunInstancesJson {

    /** Stands where the customer has to put a password. */
    static final String PASSWORD = "<your password>";

    private final Selection selection;
    private final List<String> fields = new ArrayList<>();

    RunInstancesJson(Selection selection) {
        this.selection = selection;
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
        addInternet();
        if (!selection.name().isEmpty()) {
            field("InstanceName", quoted(selection.name()));
        }
        if (selection.login() == LoginKind.PASSWORD) {
            field("LoginSettings", "{ \"Password\": " + quoted(PASSWORD) + " }");
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

    /** A string of JSON; the same characters are special in Java. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
