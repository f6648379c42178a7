package shop.cvm.api;

import org.jspecify.annotations.Nullable;

/** For which product regions or zones are asked for. */
record ProductRequest(@Nullable String product, @Nullable Long scene) {

    /** @throws ApiRefusal if it is none that the shop sells */
    void requireMachines() {
        if (product == null || product.isEmpty()) {
            throw Fault.MISSING.refusal("Product");
        }
        if (!product.equals("cvm")) {
            throw Fault.INVALID_VALUE.refusal("Product", product);
        }
    }
}
