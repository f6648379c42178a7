package shop.cvm.sandbox;

/**
 * Everything in the shop but its catalogue is gone; told inside the call that made it so, so that what belongs to a first
 * start is made anew at once.
 */
public record ShopReset() {}
