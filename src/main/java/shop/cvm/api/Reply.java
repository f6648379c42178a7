package shop.cvm.api;

/**
 * What a request is answered with.
 *
 * @param requestId names the request
 * @param json the whole body
 */
record Reply(String requestId, byte[] json) {}
