package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.List;
import shop.cvm.catalog.Disk;
import shop.cvm.instance.LoginKind;

/** A selection as a Terraform resource of the provider {@code tencentcloudstack/tencentcloud}. */
final class TerraformCode {

    /** One argument; arguments of one group are aligned, as {@code terraform fmt} does. */
    private record Argument(String name, String value) {}

    private final Selection selection;

    /** @param selection one that {@link RunInstancesJson#canAskFor the API can be asked for} */
    TerraformCode(Selection selection) {
        this.selection = selection;
    }

    String text() {
        StringBuilder text = new StringBuilder("resource \"tencentcloud_instance\" \"this\" {\n");
        append(text, arguments(), "  ");
        for (Disk disk : selection.dataDisks()) {
            text.append("\n  data_disks {\n");
            append(
                    text,
                    List.of(
                            new Argument("data_disk_type", quoted(disk.type())),
                            new Argument("data_disk_size", Integer.toString(disk.sizeGb()))),
                    "    ");
            text.append("  }\n");
        }
        return text.append("}").toString();
    }

    private List<Argument> arguments() {
        List<Argument> all = new ArrayList<>();
        if (selection.count() > 1) {
            all.add(new Argument("count", Integer.toString(selection.count())));
        }
        if (!selection.name().isEmpty()) {
            all.add(new Argument("instance_name", quoted(selection.name())));
        }
        if (!selection.hostName().isEmpty()) {
            all.add(new Argument("hostname", quoted(selection.hostName())));
        }
        all.add(new Argument("availability_zone", quoted(selection.zone())));
        all.add(new Argument("instance_type", quoted(selection.type())));
        all.add(new Argument("image_id", quoted(selection.image())));
        addBilling(all);
        all.add(new Argument("system_disk_type", quoted(selection.systemDisk().type())));
        all.add(new Argument(
                "system_disk_size", Integer.toString(selection.systemDisk().sizeGb())));
        addNetwork(all);
        if (selection.login() == LoginKind.PASSWORD) {
            all.add(new Argument("password", "var.password"));
        } else if (selection.login() == LoginKind.KEY_PAIR) {
            all.add(new Argument("key_ids", "[" + quoted(RunInstancesJson.KEY_PAIR) + "]"));
        }
        return all;
    }

    private void addBilling(List<Argument> all) {
        all.add(new Argument(
                "instance_charge_type", quoted(selection.chargeType().name())));
        if (selection.isPrepaid()) {
            all.add(new Argument("instance_charge_type_prepaid_period", Integer.toString(selection.period())));
            all.add(new Argument(
                    "instance_charge_type_prepaid_renew_flag", quoted(RunInstancesJson.renewFlag(selection))));
        }
    }

    /** Terraform keeps the ids of a network, so they stand here and not the word for the default one. */
    private void addNetwork(List<Argument> all) {
        all.add(new Argument("vpc_id", quoted("<id of your VPC>")));
        all.add(new Argument("subnet_id", quoted("<id of its subnet in " + selection.zone() + ">")));
        addInternet(all);
        String group = quoted(RunInstancesJson.securityGroup(selection));
        all.add(new Argument("orderly_security_groups", "[" + group + "]"));
    }

    private void addInternet(List<Argument> all) {
        boolean address = selection.bandwidth() > 0;
        all.add(new Argument("allocate_public_ip", Boolean.toString(address)));
        if (address) {
            String chargeType = selection.internetChargeType().apiName(selection.chargeType());
            all.add(new Argument("internet_charge_type", quoted(chargeType)));
            all.add(new Argument("internet_max_bandwidth_out", Integer.toString(selection.bandwidth())));
        }
    }

    private static void append(StringBuilder text, List<Argument> arguments, String indent) {
        int width =
                arguments.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        for (Argument one : arguments) {
            text.append(indent)
                    .append(one.name())
                    .append(" ".repeat(width - one.name().length()));
            text.append(" = ").append(one.value()).append('\n');
        }
    }

    /** A string of Terraform, in which {@code ${…}} and {@code %{…}} would be templates. */
    private static String quoted(String text) {
        return RunInstancesJson.quoted(text).replace("${", "$${").replace("%{", "%%{");
    }
}
