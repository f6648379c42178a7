package shop.cvm.network;

/** An account has as many security groups in a region as it can. Nothing was changed. */
public class SecurityGroupsFull extends RuntimeException {

    SecurityGroupsFull(String region) {
        super("No more security groups in " + region);
    }
}
