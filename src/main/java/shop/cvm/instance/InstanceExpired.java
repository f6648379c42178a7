package shop.cvm.instance;

import java.util.List;

/**
 * The time of machines is over: they are shut down and in the recycle bin.
 *
 * @param ids them
 * @param days since how many days; 0 when it has just happened
 */
public record InstanceExpired(List<InstanceId> ids, int days) {

    public InstanceExpired {
        ids = List.copyOf(ids);
    }
}
