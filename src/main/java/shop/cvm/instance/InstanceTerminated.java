package shop.cvm.instance;

import java.util.List;

/**
 * Machines are given up, by their owners or because these have not paid, in arrears or in time for a renewal: from this
 * moment on nothing is charged for them, and they are destroyed.
 */
public record InstanceTerminated(List<InstanceId> ids) {

    public InstanceTerminated {
        ids = List.copyOf(ids);
    }
}
