package shop.cvm.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What is delivered to run the shop with fits the shop: names of settings, files and probes that are there. */
class DeploymentTests {

    private static final Path DEPLOY = Path.of("src/deploy");
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:SHOP|SPRING|SERVER)_[A-Z_]+\\b");

    /** Those that Spring Boot derives from the names of its own settings. */
    private static final Set<String> OF_SPRING =
            Set.of("SPRING_PROFILES_ACTIVE", "SERVER_FORWARD_HEADERS_STRATEGY", "SHOP_DATA");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "kubernetes.yaml", "alerts.yaml"})
    void theFilesAreYaml(String file) throws IOException {
        List<Object> documents = documents(file);

        assertThat(documents).isNotEmpty().allMatch(Map.class::isInstance);
    }

    @Test
    void theDashboardIsJsonAndEveryPanelAsksSomething() throws IOException {
        assertThat(JsonMapper.shared().readTree(read("dashboard.json")).get("panels"))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.get("targets")).isNotEmpty());
    }

    @Test
    void everyVariableTheyGiveIsReadByTheShop() throws IOException {
        String profile = Files.readString(Path.of("src/main/resources/application-postgres.yaml"));
        Set<String> given = new TreeSet<>();
        for (String file : List.of("compose.yaml", "kubernetes.yaml", "cvm-shop.service")) {
            VARIABLE.matcher(read(file)).results().forEach(found -> given.add(found.group()));
        }

        assertThat(given).contains("SHOP_SECRET_KEY", "SHOP_DATABASE_HOST");
        given.removeAll(OF_SPRING);
        assertThat(given).allMatch(variable -> profile.contains("${" + variable + ":"));
    }

    @Test
    void everyVariableOfTheProfileIsExplained() throws IOException {
        String manual = Files.readString(Path.of("docs/operations.md"));
        Set<String> read = VARIABLE.matcher(Files.readString(Path.of("src/main/resources/application-postgres.yaml")))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());

        assertThat(read).hasSizeGreaterThan(5).allMatch(variable -> manual.contains("`" + variable + "`"));
    }

    /** A wallet or a provisioner that is away is no reason to send customers away, nor to start a shop anew. */
    @Test
    void theProbesLookAtNobodyOutside() throws IOException {
        String profile = Files.readString(Path.of("src/main/resources/application-postgres.yaml"));

        assertThat(profile.lines().map(String::strip).filter(line -> line.startsWith("include:")))
                .containsExactly("include: readinessState, db");
        assertThat(profile).doesNotContain("liveness");
    }

    /** No example brings a secret along that somebody could leave as it is. */
    @Test
    void noSecretIsInThem() throws IOException {
        try (Stream<Path> files = Files.list(DEPLOY)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContainPattern("(?i)(password|secret[-_]key)[\"']?\\s*[:=]\\s*[a-z0-9]{4,}");
            }
        }
    }

    private static List<Object> documents(String file) throws IOException {
        return StreamSupport.stream(new Yaml().loadAll(read(file)).spliterator(), false)
                .toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }
}
