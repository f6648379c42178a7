package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.ShopTest;

/** The document of what the API covers is what the code and the tests say. */
@ShopTest
class ApiCoverageTests {

    private static final Path DOCUMENT = Path.of("docs/api-coverage.md");

    @Autowired
    private ApiCoverage coverage;

    @Autowired
    private Actions actions;

    @Test
    void theDocumentIsWhatTheCodeSays() throws IOException {
        if (Driven.isToBeWritten()) {
            Files.writeString(DOCUMENT, document());
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/api-coverage.md is old: write it anew as its first lines say")
                .isEqualTo(document());
    }

    @Test
    void everyActionIsInIt() {
        assertThat(coverage.actions()).hasSameSizeAs(actions.all());
    }

    private String document() {
        StringBuilder text = new StringBuilder("""
                # What the cloud API covers

                Generated from the code and the tests, and compared with both in every build. Write it anew by

                ```sh
                ./mvnw test -Dtest=JavaClientTests -Dapi.coverage=write && ./mvnw test -Dtest=ApiCoverageTests -Dapi.coverage=write
                ```

                Every action is driven in the build by the vendor's Java SDK over HTTP: by `TC3-HMAC-SHA256`, `HmacSHA256` and `HmacSHA1`, each by GET and by POST (`CreateKeyPair`, which takes seconds, by one of these). **java** stands for the SDK's client of the product, **java-common** for its general client, which signs and sends what no client of a product was installed for. The Terraform provider is not run in the build.

                An asterisk marks a parameter that is accepted as long as it changes nothing. What is not here is answered by `UnknownParameter`, or `InvalidAction`.
                """);
        String product = "";
        for (ApiCoverage.Covered action : coverage.actions()) {
            if (!product.equals(action.product())) {
                product = action.product();
                text.append("\n## ").append(product).append(' ').append(action.version());
                text.append("\n\n| action | parameters | answer | client |\n|---|---|---|---|\n");
            }
            text.append("| `").append(action.name()).append('`').append(action.changes() ? " (changes)" : "");
            text.append(" | ").append(code(action.parameters()));
            text.append(" | ").append(code(action.fields()));
            text.append(" | ").append(action.client()).append(" |\n");
        }
        return text.toString();
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> '`' + name + '`').collect(Collectors.joining(" "));
    }
}
