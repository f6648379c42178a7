package shop.cvm.instance;

import java.util.List;

/**
 * A page of the machines a provisioner made for this shop, in ascending order of their ids.
 *
 * @param machines what is there
 * @param last whether no page follows
 */
public record OwnedMachines(List<Observation> machines, boolean last) {

    public OwnedMachines {
        machines = List.copyOf(machines);
    }
}
