package shop.cvm.instance;

import org.jspecify.annotations.Nullable;

/**
 * Whoever makes the machines: a hypervisor, another cloud, or the simulation that comes with the shop. The shop says
 * what ought to be, is told what is, and asks again later; nothing here waits for a machine.
 *
 * <p>Rules for implementations. Every operation names the machine by the id that the shop chose, and doing it twice is
 * doing it once, however many callers do it at the same time. It answers within a few seconds with what it sees. It
 * never touches a machine that it did not make for this shop. A refusal is a {@link ProvisionerFault}. It is called
 * outside any transaction of the shop.
 */
public interface Provisioner {

    /**
     * Sees to it that exactly one such machine exists and runs.
     *
     * @return what is there now; usually {@link Phase#BUILDING} at first
     * @throws ProvisionerFault capacity: nothing was left behind; conflict: the id belongs to a machine with another
     *     {@link MachineSpec#fingerprint()}, which stays as it is
     */
    Observation ensure(MachineSpec machine);

    /** Asks the machine to run or to stop; absent machines stay {@link Phase#ABSENT}. */
    Observation power(InstanceId id, Power power);

    /** Removes the machine; it may answer {@link Phase#DELETING} first. A machine that is not there is a success. */
    Observation destroy(InstanceId id);

    /** What is there. {@link Phase#ABSENT} is an answer, not a fault. */
    Observation observe(InstanceId id);

    /**
     * The machines made for this shop, page by page.
     *
     * @param after the last id of the page before; null for the first page
     */
    OwnedMachines listOwned(@Nullable InstanceId after);
}
