package shop.cvm.order;

/**
 * What tells a request that is repeated from another one.
 *
 * @param scope where the token counts: the action and its region
 * @param token chosen by the caller, 1 to 64 printable ASCII characters
 * @param asked what was asked for: the same text for equal requests, another one for all others; without passwords
 */
public record DirectRequest(String scope, String token, String asked) {}
