package shop.cvm.instance;

import java.util.List;

/** Machines were shut down, as their owners wished or because these owe money. */
public record InstanceStopped(List<InstanceId> ids) {

    public InstanceStopped {
        ids = List.copyOf(ids);
    }
}
