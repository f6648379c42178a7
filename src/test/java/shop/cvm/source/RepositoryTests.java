package shop.cvm.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is committed says nothing about where it was built. The patterns are in pieces, so as not to find themselves. */
class RepositoryTests {

    /** Where packages come from is a setting of each machine, such as a mirror, and no business of the project. */
    private static final Pattern REGISTRY = Pattern.compile("//(re(po|gistry)[0-9]*|de" + "b)\\.[a-z]"
            + "|\\bre" + "po[0-9]*\\.(maven|spring)" + "|registry" + "\\.(npmjs|yarnpkg)" + "|(deb|security)"
            + "\\.debian"
            + "|archive" + "\\.ubuntu" + "|pypi" + "\\.org" + "|python" + "hosted" + "|proxy\\.gol" + "ang");

    private static final Pattern MACHINE_PATH = Pattern.compile(
            "(^|[^.\\w])/(tmp|work|root|home/\\w+|Users/\\w+)/" + "|\\.\\./sha" + "red/" + "|[A-Z]:\\\\Users",
            Pattern.MULTILINE);

    private static final Set<String> NOT_COMMITTED = Set.of(".git", "target", "data", ".idea", ".vscode");

    @Test
    void noFileNamesThePackageRegistryOfSomebodysMachine() throws IOException {
        assertThat(found(REGISTRY)).isEmpty();
    }

    @Test
    void noFileNamesAPathOfSomebodysMachine() throws IOException {
        assertThat(found(MACHINE_PATH)).isEmpty();
    }

    @Test
    void aRegistryAndAMachinesPathAreFound() {
        assertThat("see https://re" + "po.maven.apache.org/maven2").containsPattern(REGISTRY);
        assertThat("url=re" + "po1.maven.org").containsPattern(REGISTRY);
        assertThat("http://de" + "b.debian.org/debian").containsPattern(REGISTRY);
        assertThat("https://registry" + ".npmjs.org").containsPattern(REGISTRY);
        assertThat("read /wo" + "rk/notes.md").containsPattern(MACHINE_PATH);
        assertThat("read ../sha" + "red/notes.md").containsPattern(MACHINE_PATH);
        assertThat("jdk=/ho" + "me/jane/jdk").containsPattern(MACHINE_PATH);
        assertThat("https://archive.apache.org/dist/maven and /usr/bin/chromium")
                .doesNotContainPattern(REGISTRY)
                .doesNotContainPattern(MACHINE_PATH);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no run bit")
    void whatIsToBeRunCanBeRun() {
        assertThat(List.of("mvnw", ".ci/run"))
                .allSatisfy(file -> assertThat(Path.of(file)).isExecutable());
    }

    private static List<String> found(Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            pattern.matcher(text(file))
                    .results()
                    .map(hit -> file + ": " + hit.group())
                    .forEach(found::add);
        }
        return found;
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean built = NOT_COMMITTED.contains(folder.toString());
                return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!NOT_COMMITTED.contains(file.toString())) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** The text of a file, or nothing if it holds none, as a picture does. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return "";
        }
    }
}
