package shop.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

    /** {@code web["web: the pages"] --> cart & order} */
    private static final Pattern ARROW =
            Pattern.compile("(?m)^ +([a-z]+)(?:\\[\"[^\"]+\"])? --> ([a-z]+(?: & [a-z]+)*)$");

    private final ApplicationModules modules = ApplicationModules.of(CvmShop.class);

    @Test
    void everyCallBetweenModulesIsAllowedByThePackageInfoOfTheCaller() {
        modules.verify();
    }

    @Test
    void everyPackageBesideTheApplicationIsAModuleThatSaysWhatItIsFor() {
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .contains("money", "time", "account", "catalog", "pricing", "ledger", "payment", "wallet")
                .contains("network", "instance", "order", "web", "audit", "sandbox");
        assertThat(modules.stream()).allSatisfy(module -> assertThat(
                        module.getBasePackage().getAnnotation(org.springframework.modulith.ApplicationModule.class))
                .as(module.getBasePackage().getName())
                .isPresent());
    }

    /** Leaves diagrams and a table of every module in {@code target/spring-modulith-docs}. */
    @Test
    void theDiagramOfTheModulesIsDrawnFromTheCode() {
        new Documenter(modules).writeDocumentation();
    }

    /** Whoever reads the tour sees what the code does; what all share is not drawn. */
    @Test
    void theTourDrawsTheArrowsThatTheCodeHas() throws IOException {
        String tour = Files.readString(Path.of("docs/architecture.md"));
        Map<String, Set<String>> drawn = ARROW.matcher(tour)
                .results()
                .collect(Collectors.toMap(
                        arrow -> arrow.group(1), arrow -> Set.of(arrow.group(2).split(" & "))));

        assertThat(modules.stream().filter(module -> !isShared(module)))
                .allSatisfy(module -> assertThat(drawn.getOrDefault(nameOf(module), Set.of()))
                        .as(nameOf(module))
                        .isEqualTo(knownTo(module)));
    }

    private Set<String> knownTo(ApplicationModule module) {
        return module.getDirectDependencies(modules)
                .uniqueModules()
                .filter(known -> !isShared(known))
                .map(ModularityTests::nameOf)
                .collect(Collectors.toSet());
    }

    private boolean isShared(ApplicationModule module) {
        return modules.getSharedModules().contains(module);
    }

    private static String nameOf(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
