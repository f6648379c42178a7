package shop.cvm.web.instance;

import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Isolation;

/** What pages say about the state of an instance: {@code ${@conditions.of(instance)}} completes a message's key. */
@Component("conditions")
class Conditions {

    /** The state of the cloud API, or why it is shut down. */
    public String of(Instance instance) {
        if (instance.isFailed()) {
            return InstanceState.LAUNCH_FAILED.name();
        }
        boolean off = instance.state() == InstanceState.STOPPED;
        if (off && instance.isolation() == Isolation.ARREAR) {
            return "ARREARS";
        }
        return off && instance.isShelved() ? "SHELVED" : instance.state().name();
    }
}
