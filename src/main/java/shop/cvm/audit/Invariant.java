package shop.cvm.audit;

/**
 * One statement about all of the shop's data that must be true between any two transactions.
 *
 * @param name the statement in kebab case, for example {@code frozen-amounts-are-open-freezes}; pages have it in words
 *     under the message {@code operator.invariant.<name>}
 * @param holds whether it is true
 * @param detail what breaks it: one id, and how many there are if there are more; empty if it holds
 */
public record Invariant(String name, boolean holds, String detail) {}
