package shop.cvm.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about the secret, in place of a stack trace. */
final class UnusableSecretAnalyzer extends AbstractFailureAnalyzer<UnusableSecret> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSecret unusable) {
        return new FailureAnalysis(
                unusable.getMessage(),
                "Make one, for example with: openssl rand -base64 48\n"
                        + "Give it to every node, as the environment variable SHOP_SECRET_KEY or as a file of the name"
                        + " shop.secret-key in the folder of secrets, and keep it: what is encrypted with it cannot be"
                        + " read with another.",
                unusable);
    }
}
