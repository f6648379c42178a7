package shop.cvm.network;

/**
 * A security group is about to be deleted, and locked; heard in the transaction that deletes it. Whoever needs it refuses
 * with {@link SecurityGroupInUse}.
 */
public record SecurityGroupDeleting(SecurityGroupId group) {}
