package shop.cvm.instance;

/** How many instances use a key pair. */
record KeyPairUse(String keyPairId, long instances) {

    /** One of them. */
    record One(String keyPairId, String instanceId) {}
}
