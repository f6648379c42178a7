package shop.cvm.instance;

import java.util.List;

/** Machines that were paid for could not be made; none of them will ever run. */
public record LaunchFailed(List<InstanceId> ids) {

    public LaunchFailed {
        ids = List.copyOf(ids);
    }
}
