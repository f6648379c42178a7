package shop.cvm.web.purchase;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import shop.cvm.catalog.Disk;
import shop.cvm.instance.LoginKind;

/** A selection as Java code for the official client of the cloud API. */
final class JavaCode {

    private final Selection selection;
    private final StringBuilder code = new StringBuilder();

    /** @param selection one that {@link RunInstancesJson#canAskFor the API can be asked for} */
    JavaCode(Selection selection) {
        this.selection = selection;
    }

    String text() {
        line("var credential = new Credential(secretId, secretKey);");
        line("var client = new CvmClient(credential, " + quoted(selection.region()) + ");");
        line("");
        line("var request = new RunInstancesRequest();");
        set("InstanceChargeType", quoted(selection.chargeType().name()));
        if (selection.isPrepaid()) {
            struct(
                    "prepaid",
                    "InstanceChargePrepaid",
                    List.of(
                            "Period(" + selection.period() + "L)",
                            "RenewFlag(" + quoted(RunInstancesJson.renewFlag(selection)) + ")"));
        }
        struct("placement", "Placement", List.of("Zone(" + quoted(selection.zone()) + ")"));
        set("InstanceType", quoted(selection.type()));
        set("ImageId", quoted(selection.image()));
        set("InstanceCount", selection.count() + "L");
        addDisks();
        addNetwork();
        if (!selection.name().isEmpty()) {
            set("InstanceName", quoted(selection.name()));
        }
        if (!selection.hostName().isEmpty()) {
            set("HostName", quoted(selection.hostName()));
        }
        if (selection.login() == LoginKind.PASSWORD) {
            struct("login", "LoginSettings", List.of("Password(" + quoted(RunInstancesJson.PASSWORD) + ")"));
        } else if (selection.login() == LoginKind.KEY_PAIR) {
            String ids = "new String[] {" + quoted(RunInstancesJson.KEY_PAIR) + "}";
            struct("login", "LoginSettings", List.of("KeyIds(" + ids + ")"));
        }
        line("");
        code.append("String[] instanceIds = client.RunInstances(request).getInstanceIdSet();");
        return code.toString();
    }

    private void addDisks() {
        struct("systemDisk", "SystemDisk", diskSetters(selection.systemDisk()));
        List<Disk> disks = selection.dataDisks();
        for (int i = 0; i < disks.size(); i++) {
            declare("dataDisk" + (i + 1), "DataDisk", diskSetters(disks.get(i)));
        }
        if (!disks.isEmpty()) {
            String names = IntStream.rangeClosed(1, disks.size())
                    .mapToObj(i -> "dataDisk" + i)
                    .collect(Collectors.joining(", "));
            set("DataDisks", "new DataDisk[] {" + names + "}");
        }
    }

    private void addNetwork() {
        String network = quoted(RunInstancesJson.DEFAULT_NETWORK);
        struct("network", "VirtualPrivateCloud", List.of("VpcId(" + network + ")", "SubnetId(" + network + ")"));
        addInternet();
        set("SecurityGroupIds", "new String[] {" + quoted(RunInstancesJson.securityGroup(selection)) + "}");
    }

    private void addInternet() {
        if (selection.bandwidth() > 0) {
            String chargeType = selection.internetChargeType().apiName(selection.chargeType());
            struct(
                    "internet",
                    "InternetAccessible",
                    List.of(
                            "InternetChargeType(" + quoted(chargeType) + ")",
                            "InternetMaxBandwidthOut(" + selection.bandwidth() + "L)",
                            "PublicIpAssigned(true)"));
        }
    }

    private static List<String> diskSetters(Disk disk) {
        return List.of("DiskType(" + quoted(disk.type()) + ")", "DiskSize(" + disk.sizeGb() + "L)");
    }

    private void struct(String variable, String type, List<String> setters) {
        declare(variable, type, setters);
        set(type, variable);
    }

    private void declare(String variable, String type, List<String> setters) {
        line("var " + variable + " = new " + type + "();");
        setters.forEach(setter -> line(variable + ".set" + setter + ";"));
    }

    private void set(String property, String value) {
        line("request.set" + property + "(" + value + ");");
    }

    private void line(String text) {
        code.append(text).append('\n');
    }

    private static String quoted(String text) {
        return RunInstancesJson.quoted(text);
    }
}
