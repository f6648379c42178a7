package shop.cvm.web.instance;

import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.SentForm;
import shop.cvm.instance.StoppedMode;

/**
 * A button of power that was pressed.
 *
 * @param mode whether an instance that is stopped is charged on
 * @param form names the form that it is in
 */
record PowerForm(PowerAction action, StoppedMode mode, String form) {

    SentForm sent() {
        return new SentForm(action.name(), form, action == PowerAction.STOP ? mode.name() : "");
    }

    void ask(Instances instances, AccountId account, InstanceId id) {
        if (action == PowerAction.STOP) {
            instances.stop(account, id, mode);
        } else {
            instances.power(account, id, action);
        }
    }
}
