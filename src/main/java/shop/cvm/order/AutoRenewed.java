package shop.cvm.order;

import shop.cvm.instance.InstanceId;

/** A machine was renewed by itself, as its owner wants it, and that was paid from the balance. */
public record AutoRenewed(InstanceId instance, OrderNumber order) {}
