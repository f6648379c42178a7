package shop.cvm.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.network.SecurityGroupRule;

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

    /**
     * Gives a machine that is shut down another password for the user it lets in; absent machines stay
     * {@link Phase#ABSENT}. From its next start on it lets in by this password alone.
     *
     * @throws ProvisionerFault permanent: this machine's password cannot be changed
     */
    Observation setPassword(InstanceId id, String password);

    /**
     * Has a machine that is shut down let in its user by a key pair; absent machines stay {@link Phase#ABSENT}. From its
     * next start on it lets in whoever has the private half of this key, and nobody by password or by another key.
     *
     * @param publicKey the public half, in the form of OpenSSH
     * @throws ProvisionerFault permanent: nobody can be let into this machine by a key pair
     */
    Observation setKeyPair(InstanceId id, String publicKey);

    /**
     * Gives a machine that is there the hardware and the bandwidth of this specification: another type, larger disks, or
     * another bandwidth, and with that a public address or none. It never makes one; absent machines stay
     * {@link Phase#ABSENT}. The shop asks for other hardware only while the machine is off. What it answers is done,
     * all but a public address that has yet to be found.
     *
     * @return what is there now, with the {@link MachineSpec#fingerprint()} of this specification
     * @throws ProvisionerFault capacity: its host has no room for it, and it stays as it is
     */
    Observation reshape(MachineSpec machine);

    /**
     * Gives a machine that is shut down an empty system disk with the image of this specification, which lets in its user
     * by password or key. Hardware, data disks and addresses stay. A machine that has the
     * {@link MachineSpec#fingerprint()} already was installed like that, and what is on its disk stays. It never makes a
     * machine; absent machines stay {@link Phase#ABSENT}.
     *
     * @return what is there now, with the fingerprint of this specification
     */
    Observation reinstall(MachineSpec machine);

    /**
     * Lets through to and from a machine what these rules say, and nothing else: of those of a direction the first that
     * matches decides, and what none matches is dropped. They take the place of those told before, or with
     * {@link MachineSpec#firewall()}; absent machines stay {@link Phase#ABSENT}.
     */
    Observation firewall(InstanceId id, List<SecurityGroupRule> rules);

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

    /**
     * How many machines one question is best asked about. Whoever can deal with many at once says so and overrides the
     * questions below.
     */
    default int batchSize() {
        return 1;
    }

    /** {@link #ensure} for several machines; each has its own answer, and a fault of one says nothing of the others. */
    default List<Answer> ensureAll(List<MachineSpec> machines) {
        return machines.stream()
                .map(machine -> Answer.from(machine.id(), () -> ensure(machine)))
                .toList();
    }

    /** {@link #observe} for several machines. */
    default List<Answer> observeAll(List<InstanceId> ids) {
        return ids.stream().map(id -> Answer.from(id, () -> observe(id))).toList();
    }

    /** {@link #power} for several machines. */
    default List<Answer> powerAll(List<InstanceId> ids, Power power) {
        return ids.stream().map(id -> Answer.from(id, () -> power(id, power))).toList();
    }

    /** {@link #destroy} for several machines. */
    default List<Answer> destroyAll(List<InstanceId> ids) {
        return ids.stream().map(id -> Answer.from(id, () -> destroy(id))).toList();
    }
}
