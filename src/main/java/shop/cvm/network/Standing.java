package shop.cvm.network;

/**
 * Where a machine stands in the network.
 *
 * @param subnet the range its private address is from
 * @param securityGroup what it stands behind
 */
public record Standing(SubnetId subnet, SecurityGroupId securityGroup) {}
