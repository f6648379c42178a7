package shop.cvm.instance;

/** Specifications of machines that differ from another in one thing. */
final class Machines {

    private Machines() {}

    static MachineSpec withId(MachineSpec machine, InstanceId id) {
        return with(machine, id, machine.memoryGib());
    }

    static MachineSpec withMemory(MachineSpec machine, int memoryGib) {
        return with(machine, machine.id(), memoryGib);
    }

    private static MachineSpec with(MachineSpec machine, InstanceId id, int memoryGib) {
        return new MachineSpec(
                id,
                machine.name(),
                machine.hostName(),
                machine.zone(),
                machine.instanceType(),
                machine.vcpu(),
                memoryGib,
                machine.image(),
                machine.disks(),
                machine.subnet(),
                machine.bandwidthMbps(),
                machine.loginUser(),
                machine.password(),
                machine.publicKey(),
                machine.chargeType(),
                machine.paidAt());
    }
}
