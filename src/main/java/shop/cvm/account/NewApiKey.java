package shop.cvm.account;

/**
 * An API key that was just made.
 *
 * @param secretId names it in every request
 * @param secretKey what requests are signed with; nobody can tell it a second time
 */
public record NewApiKey(String secretId, String secretKey) {

    @Override
    public String toString() {
        return "NewApiKey[" + secretId + "]";
    }
}
