package shop.cvm.secret;

import java.util.Locale;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses to start a shop whose database others may share without a secret that they can share too: a key that this node
 * made for itself would make rubbish of what the others encrypted. The secret of an example is none.
 */
class SharedSecret implements EnvironmentPostProcessor, Ordered {

    private static final String KEY = "shop.secret-key";
    private static final String EXAMPLE = "change-me";
    private static final int SHORTEST = 32;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String secret = environment.getProperty(KEY, "");
        if (secret.toLowerCase(Locale.ROOT).contains(EXAMPLE)) {
            throw new UnusableSecret("The secret of " + KEY + " is that of an example, which everybody knows.");
        }
        if (!secret.isBlank() && secret.length() < SHORTEST) {
            throw new UnusableSecret("The secret of " + KEY + " has fewer than " + SHORTEST + " characters.");
        }
        String database = environment.getProperty("spring.datasource.url", "");
        if (secret.isBlank() && !database.startsWith("jdbc:h2:")) {
            throw new UnusableSecret("A shop with a database of its own needs a secret, and " + KEY + " is not set.");
        }
    }

    /** After the files with settings are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
