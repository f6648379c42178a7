package shop.cvm.network;

/** Id of a private network: {@code vpc-} and eight characters. */
public record VpcId(String vpcId) {

    static VpcId next() {
        return new VpcId(ResourceId.next("vpc"));
    }

    @Override
    public String toString() {
        return vpcId;
    }
}
