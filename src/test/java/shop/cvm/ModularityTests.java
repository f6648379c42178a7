package shop.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(CvmShop.class);

    @Test
    void everyCallBetweenModulesIsAllowedByThePackageInfoOfTheCaller() {
        modules.verify();
    }

    @Test
    void everyPackageBesideTheApplicationIsAModuleThatSaysWhatItIsFor() {
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .contains("money", "time", "account", "catalog", "pricing", "ledger", "payment", "wallet")
                .contains("network", "instance", "order", "web");
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
}
