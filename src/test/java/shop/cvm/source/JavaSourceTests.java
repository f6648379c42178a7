package shop.cvm.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class JavaSourceTests {

    @Test
    void everyPublicTypeSaysWhatItIsForAndNoVariableIsABinaryFraction() throws Exception {
        try (var files = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            assertThat(JavaSources.faults(
                            files.getJavaFileObjectsFromPaths(SourceTree.below("src/main/java", ".java"))))
                    .isEmpty();
        }
    }

    @Test
    void aPublicTypeWithoutJavadocIsFound() {
        assertThat(faults("package p; /* no Javadoc */ public record Entry(int cents) {}"))
                .singleElement()
                .asString()
                .contains("Entry is public");
        assertThat(faults("package p; /** What was booked. */ public record Entry(int cents) {}"))
                .isEmpty();
        assertThat(faults("package p; record Entry(int cents) {}")).isEmpty();
    }

    @Test
    void aBinaryFractionInALocalVariableIsFound() {
        assertThat(
                        faults(
                                "package p; class Rate { long cents(long mills) { double yuan = mills; return (long) yuan; } }"))
                .singleElement()
                .asString()
                .contains("double");
        assertThat(faults("package p; class Rate { long part(long cents) { var part = 0.87; return cents; } }"))
                .singleElement()
                .asString()
                .contains("0.87");
    }

    /** The compiler checks only such packages for null, and would pass over another without a word. */
    @Test
    void everyPackageIsCheckedForNull() {
        assertThat(SourceTree.below("src/main/java", ".java"))
                .extracting(file -> file.resolveSibling("package-info.java"))
                .isNotEmpty()
                .allSatisfy(description -> assertThat(description).content().containsPattern("(?m)^@NullMarked$"));
    }

    private static List<String> faults(String source) {
        return JavaSources.faults(List.of(JavaSources.source("Sample.java", source)));
    }
}
