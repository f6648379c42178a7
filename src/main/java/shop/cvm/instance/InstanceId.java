package shop.cvm.instance;

import shop.cvm.network.ResourceId;

/**
 * Id of an instance: {@code ins-} and eight characters. The shop chooses it when the order is paid and never uses it
 * again, so that it also names the machine to whoever makes it.
 */
public record InstanceId(String instanceId) {

    public static InstanceId next() {
        return new InstanceId(ResourceId.next("ins"));
    }

    @Override
    public String toString() {
        return instanceId;
    }
}
