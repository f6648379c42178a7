package shop.cvm.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code mvnw.cmd} asks for and does is what {@code mvnw} does, which {@link WrapperTests} runs. */
class WindowsWrapperTests {

    private static final Pattern LABEL = Pattern.compile("(?m)^:(\\w+)\r?$");
    private static final Pattern JUMP = Pattern.compile("goto (\\w+)");

    private final String windows = SourceTree.text(Path.of("mvnw.cmd"));
    private final String shell = SourceTree.text(Path.of("mvnw"));

    @Test
    void bothNameTheSamePropertiesFilesAndVersions() {
        assertThat(windows.replace('\\', '/')).contains(".mvn/wrapper", "/maven-wrapper.properties");
        for (String shared : List.of(
                "distributionUrl",
                "distributionSha512Sum",
                "maven-wrapper.properties",
                "FetchMaven.java",
                "MAVEN_USER_HOME",
                "JAVA_HOME",
                "javac -version",
                "mvn --version",
                "3.8.7 is read as 3008.",
                "* 1000 + ",
                "A JDK of version 17 or newer is needed",
                "which is no JDK; point it at a JDK of version 17 or newer, or unset it.")) {
            assertThat(shell).contains(shared);
            assertThat(windows).contains(shared);
        }
        assertThat(shell).contains("-lt 17", "-ge 3008");
        assertThat(windows).contains("lss 17", "lss 3008 goto fetched");
    }

    /** The file to read from, the address, its checksum and where to, in the order that the program takes them. */
    @Test
    void whatIsFetchedIsCheckedAndKeptInTheSamePlace() {
        assertThat(shell)
                .contains("java \"$wrapper/FetchMaven.java\" \"$url\" \"$(setting distributionSha512Sum)\" \"$maven\"");
        assertThat(windows)
                .contains("if \"%%k\"==\"distributionUrl\" set \"URL=%%l\"")
                .contains("if \"%%k\"==\"distributionSha512Sum\" set \"SHA512=%%l\"")
                .contains("java \"%WRAPPER%\\FetchMaven.java\" \"%URL%\" \"%SHA512%\" \"%MAVEN%\"")
                .contains("set \"MAVEN=%USER_HOME%\\wrapper\\%NAME:-bin=%\"")
                .contains("set \"USER_HOME=%USERPROFILE%\\.m2\"");
    }

    @Test
    void everyJumpHasItsLabelAndEveryMavenIsGivenAllArguments() {
        List<String> labels =
                LABEL.matcher(windows).results().map(found -> found.group(1)).toList();

        assertThat(JUMP.matcher(windows).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allMatch(labels::contains);
        assertThat(windows.lines().filter(line -> line.startsWith("call ")))
                .hasSize(2)
                .allMatch(line -> line.endsWith(" %*"));
    }
}
