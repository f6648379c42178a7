package shop.cvm.account;

/**
 * What a signature is checked with.
 *
 * @param account for whom the key acts
 * @param key it
 * @param secretKey what requests are signed with
 */
public record ApiCredential(AccountId account, ApiKey key, String secretKey) {

    @Override
    public String toString() {
        return "ApiCredential[" + key.secretId() + "]";
    }
}
