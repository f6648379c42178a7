package shop.cvm.network;

/** A security group lets something else through; heard in the transaction that changed it. */
public record SecurityGroupRulesChanged(SecurityGroupId group) {}
