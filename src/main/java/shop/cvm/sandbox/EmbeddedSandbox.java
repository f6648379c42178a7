package shop.cvm.sandbox;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sandbox mode where no setting says anything about it: on for a shop with the embedded database, which somebody tries
 * out, and off for one with a database of its own.
 */
class EmbeddedSandbox implements EnvironmentPostProcessor, Ordered {

    private static final String ENABLED = "shop.sandbox.enabled";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String database = environment.getProperty("spring.datasource.url", "");
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "sandbox of the embedded database", Map.of(ENABLED, database.startsWith("jdbc:h2:"))));
    }

    /** After the files with settings are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
