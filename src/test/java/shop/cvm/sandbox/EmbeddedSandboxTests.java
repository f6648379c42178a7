package shop.cvm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

class EmbeddedSandboxTests {

    private static final String ENABLED = "shop.sandbox.enabled";

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./data/shop, true",
        "jdbc:h2:mem:shop, true",
        "jdbc:postgresql://localhost:5432/shop, false",
        "jdbc:postgresql://h2:5432/jdbc:h2:, false",
        "'', false"
    })
    void itIsOnWithTheEmbeddedDatabaseAndOffWithAnyOther(String database, boolean on) {
        assertThat(environment(database).getProperty(ENABLED, Boolean.class)).isEqualTo(on);
    }

    @Test
    void withoutAnyDatabaseItIsOff() {
        MockEnvironment environment = new MockEnvironment();
        process(environment);

        assertThat(environment.getProperty(ENABLED, Boolean.class)).isFalse();
    }

    @Test
    void whatASettingSaysCounts() {
        MockEnvironment off = new MockEnvironment().withProperty(ENABLED, "false");
        off.setProperty("spring.datasource.url", "jdbc:h2:mem:shop");
        MockEnvironment on = new MockEnvironment().withProperty(ENABLED, "true");
        on.setProperty("spring.datasource.url", "jdbc:postgresql://localhost/shop");
        process(off);
        process(on);

        assertThat(off.getProperty(ENABLED)).isEqualTo("false");
        assertThat(on.getProperty(ENABLED)).isEqualTo("true");
    }

    @Test
    void everyStartOfTheShopAsksIt() {
        SpringFactoriesLoader.FailureHandler others = (type, name, failure) -> {};

        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(EnvironmentPostProcessor.class, others))
                .hasAtLeastOneElementOfType(EmbeddedSandbox.class);
    }

    private static MockEnvironment environment(String database) {
        MockEnvironment environment = new MockEnvironment().withProperty("spring.datasource.url", database);
        process(environment);
        return environment;
    }

    private static void process(MockEnvironment environment) {
        new EmbeddedSandbox().postProcessEnvironment(environment, new SpringApplication());
    }
}
