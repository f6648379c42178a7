package shop.cvm.network;

import org.jspecify.annotations.Nullable;

/**
 * A range of private addresses that machines stand in.
 *
 * @param id its id
 * @param vpc the private network it belongs to; null in the basic network
 * @param zone the zone all its machines are in; null in the basic network, which spans its region
 * @param cidr its addresses
 */
public record Subnet(
        SubnetId id, @Nullable VpcId vpc, @Nullable String zone, Cidr cidr) {

    /** Whether it is the shared network of a region, in which accounts have no subnets of their own. */
    public boolean isBasic() {
        return vpc == null;
    }
}
