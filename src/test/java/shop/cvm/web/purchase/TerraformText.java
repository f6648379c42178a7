package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The resource that the page shows, taken apart: arguments and, in blocks of their own, data disks. */
final class TerraformText {

    private final Map<String, String> arguments = new TreeMap<>();
    private final List<Map<String, String>> disks = new ArrayList<>();

    TerraformText(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (!lines.get(0).equals("resource \"tencentcloud_instance\" \"this\" {")
                || !lines.get(lines.size() - 1).equals("}")) {
            throw new AssertionError("No resource: " + text);
        }
        Map<String, String> block = arguments;
        for (String line : lines.subList(1, lines.size() - 1)) {
            if (line.equals("data_disks {")) {
                block = new TreeMap<>();
                disks.add(block);
            } else if (line.equals("}")) {
                block = arguments;
            } else {
                String[] sides = line.split(" += ", 2);
                block.put(sides[0], sides[1]);
            }
        }
    }

    Map<String, String> arguments() {
        return arguments;
    }

    List<Map<String, String>> disks() {
        return disks;
    }
}
