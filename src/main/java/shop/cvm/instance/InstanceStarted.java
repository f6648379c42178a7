package shop.cvm.instance;

import java.util.List;

/** Machines run, for the first time or again. */
public record InstanceStarted(List<InstanceId> ids) {

    public InstanceStarted {
        ids = List.copyOf(ids);
    }
}
