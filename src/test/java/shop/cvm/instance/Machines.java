package shop.cvm.instance;

/** Specifications of machines that differ from another in one thing. */
final class Machines {

    private Machines() {}

    static MachineSpec withId(MachineSpec machine, InstanceId id) {
        return with(machine, id, machine.region(), machine.memoryGib(), machine.bandwidthMbps());
    }

    static MachineSpec withMemory(MachineSpec machine, int memoryGib) {
        return with(machine, machine.id(), machine.region(), memoryGib, machine.bandwidthMbps());
    }

    static MachineSpec in(String region, MachineSpec machine) {
        return with(machine, machine.id(), region, machine.memoryGib(), machine.bandwidthMbps());
    }

    static MachineSpec withBandwidth(MachineSpec machine, int bandwidthMbps) {
        return with(machine, machine.id(), machine.region(), machine.memoryGib(), bandwidthMbps);
    }

    /** As it is after this many installations. */
    static MachineSpec installed(MachineSpec machine, String image, int times) {
        return new MachineSpec(
                machine.id(),
                machine.name(),
                machine.hostName(),
                machine.region(),
                machine.zone(),
                machine.instanceType(),
                machine.vcpu(),
                machine.memoryGib(),
                image,
                times,
                machine.disks(),
                machine.subnet(),
                machine.firewall(),
                machine.bandwidthMbps(),
                machine.loginUser(),
                machine.password(),
                machine.publicKey(),
                machine.chargeType(),
                machine.paidAt());
    }

    private static MachineSpec with(
            MachineSpec machine, InstanceId id, String region, int memoryGib, int bandwidthMbps) {
        return new MachineSpec(
                id,
                machine.name(),
                machine.hostName(),
                region,
                machine.zone(),
                machine.instanceType(),
                machine.vcpu(),
                memoryGib,
                machine.image(),
                machine.installation(),
                machine.disks(),
                machine.subnet(),
                machine.firewall(),
                bandwidthMbps,
                machine.loginUser(),
                machine.password(),
                machine.publicKey(),
                machine.chargeType(),
                machine.paidAt());
    }
}
