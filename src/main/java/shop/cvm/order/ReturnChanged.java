package shop.cvm.order;

import shop.cvm.instance.InstanceId;

/**
 * What would be paid back for a machine is not what its owner has agreed to, or they agreed too long ago. Nothing was
 * changed, and nothing paid back.
 */
public class ReturnChanged extends RuntimeException {

    ReturnChanged(InstanceId instance) {
        super("The offer for instance " + instance + " holds no more; ask for a new one");
    }
}
