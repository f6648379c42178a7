package shop.cvm.instance;

import java.util.List;

/** What is charged for machines is to be looked at anew from this moment on: they are configured or held back otherwise. */
public record InstanceChanged(List<InstanceId> ids) {

    public InstanceChanged {
        ids = List.copyOf(ids);
    }
}
