package shop.cvm.web.help;

import java.util.List;
import java.util.stream.IntStream;
import shop.cvm.instance.InstanceNames;

/**
 * What a name or pattern makes of several machines.
 *
 * @param entered what is typed in
 * @param names the names of the machines
 */
record NameExample(String entered, List<String> names) {

    private static final int MACHINES = 3;

    static List<NameExample> all() {
        return List.of(of("web"), of("web-{R:3}"), of("web-{R:8,F:2}"));
    }

    private static NameExample of(String entered) {
        InstanceNames names = new InstanceNames(entered, MACHINES);
        return new NameExample(
                entered, IntStream.range(0, MACHINES).mapToObj(names::name).toList());
    }
}
