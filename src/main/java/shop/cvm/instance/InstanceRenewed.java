package shop.cvm.instance;

import java.util.List;

/** Machines have more time than before; those in the recycle bin come back. */
public record InstanceRenewed(List<InstanceId> ids) {

    public InstanceRenewed {
        ids = List.copyOf(ids);
    }
}
