package shop.cvm.reliability;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import shop.cvm.api.JavaClient;
import tools.jackson.databind.JsonNode;

/** A program with the vendor's own client. */
final class ApiBuyer implements Buyers.Buyer {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** After these it may ask again; every other refusal is an error of these tests or of the shop. */
    private static final Set<String> AGAIN =
            Set.of("InternalError", "OperationDenied.InstanceOperationInProgress", "AuthFailure.SignatureExpire");

    private final Nodes nodes;
    private final Books books;
    private final Answers answers;

    ApiBuyer(Nodes nodes, Books books, Answers answers) {
        this.nodes = nodes;
        this.books = books;
        this.answers = answers;
    }

    @Override
    public void buy(Wish wish) {
        String token = UUID.randomUUID().toString();
        Retries retries = new Retries("Purchase by API " + wish, PATIENCE);
        for (int node = wish.firstNode(); !isBought(node % nodes.count(), wish, token); node++) {
            retries.pause();
        }
    }

    private boolean isBought(int node, Wish wish, String token) {
        long asked = System.nanoTime();
        try {
            JsonNode answer = new JavaClient(
                            nodes.port(node), new Customer(wish.customer()).key(), "TC3-HMAC-SHA256", "POST")
                    .call("cvm", "2017-03-12", "RunInstances", wish.request(token));
            books.acknowledgeMachine(token, answer.get("InstanceIdSet").get(0).asString());
            return true;
        } catch (AssertionError failed) {
            if (!(failed.getCause() instanceof TencentCloudSDKException refused)) {
                throw failed;
            }
            refused(refused, Duration.ofNanos(System.nanoTime() - asked));
            return false;
        }
    }

    private void refused(TencentCloudSDKException refused, Duration waited) {
        String code = refused.getErrorCode();
        if (code == null || code.isEmpty()) {
            answers.count("API no answer", waited);
            return;
        }
        answers.count("API " + code, waited);
        if (!AGAIN.contains(code)) {
            throw new AssertionError("Refused for good", refused);
        }
    }
}
