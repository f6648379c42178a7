package shop.cvm.instance;

import java.util.List;

/** Machines have another configuration, at other rates, from this moment on. */
public record InstanceChanged(List<InstanceId> ids) {

    public InstanceChanged {
        ids = List.copyOf(ids);
    }
}
