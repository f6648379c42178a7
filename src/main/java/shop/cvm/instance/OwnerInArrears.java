package shop.cvm.instance;

/** The machine's owner owes money: it is not started before more than nothing is available. Nothing was changed. */
public class OwnerInArrears extends RuntimeException {

    OwnerInArrears(InstanceId id) {
        super("Instance " + id + " is not started while its owner owes money; top up, then start it again");
    }
}
