package shop.cvm.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A specification that cannot be sold, with every fault at once. */
public class InvalidSpec extends RuntimeException {

    private final transient List<SpecFault> faults;

    public InvalidSpec(List<SpecFault> faults) {
        super(faults.stream()
                .map(fault ->
                        fault.field() + "=" + fault.value() + " " + fault.reason() + ", allowed: " + fault.allowed())
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public List<SpecFault> faults() {
        return faults;
    }
}
