package shop.cvm.instance;

/** How many instances use a key pair. */
record KeyPairUse(String keyPairId, long instances) {}
