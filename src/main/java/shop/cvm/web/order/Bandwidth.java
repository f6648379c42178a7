package shop.cvm.web.order;

import org.jspecify.annotations.Nullable;

/**
 * The bandwidth that a machine is to be renewed with.
 *
 * @param typed any text at all; empty for what it has
 * @param mbps what that says; null if it says none
 * @param most what the machine has, in Mbps, 1 or more: no more than that can be chosen
 */
record Bandwidth(String typed, @Nullable Integer mbps, int most) {

    public boolean isPossible() {
        return typed.isEmpty() || (mbps != null && mbps >= 1 && mbps <= most);
    }

    /** What is renewed, in Mbps: what the machine has if nothing else, or something impossible, was typed. */
    public int chosen() {
        return mbps == null || !isPossible() ? most : mbps;
    }

    /** Whether it is less than before. */
    public boolean isLower() {
        return chosen() < most;
    }
}
