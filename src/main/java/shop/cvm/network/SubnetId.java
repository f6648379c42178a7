package shop.cvm.network;

/** Id of a subnet: {@code subnet-} and eight characters. */
public record SubnetId(String subnetId) {

    static SubnetId next() {
        return new SubnetId(ResourceId.next("subnet"));
    }

    @Override
    public String toString() {
        return subnetId;
    }
}
