package shop.cvm.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs a copy of {@code mvnw} on a machine of its own: a private PATH, a private home, and a host for Maven's zip. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvnw is for shells; Windows has mvnw.cmd")
class WrapperTests {

    @TempDir
    Path machine;

    private HttpServer host;

    @BeforeEach
    void aProjectOnAMachineWithAJdkAndNoMaven() throws Exception {
        for (String file : List.of("mvnw", ".mvn/wrapper/FetchMaven.java")) {
            Path copy = machine.resolve("project").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(file), copy);
        }
        Files.createDirectories(machine.resolve("bin"));
        for (String tool : List.of("sed", "tr")) {
            script(machine.resolve("bin").resolve(tool), "exec " + installed(tool) + " \"$@\"");
        }
        byte[] zip = zip();
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/apache-maven-3.9.99-bin.zip", exchange -> {
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        host.start();
        properties(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(zip)));
    }

    @AfterEach
    void stopTheHost() {
        host.stop(0);
    }

    @Test
    void anInstalledMavenThatIsNewEnoughIsUsed() throws Exception {
        install("mvn", "3.8.1");

        assertThat(run("-q", "verify")).isEqualTo("Maven 3.8.1 does -q verify\n");
        assertThat(machine.resolve("home")).doesNotExist();
    }

    @Test
    void anInstalledMavenThatIsTooOldIsLeftAloneAndANewOneIsFetchedOnce() throws Exception {
        install("mvn", "3.6.3");

        assertThat(run("verify")).contains("fetching http").endsWith("Maven 3.9.99 does verify\n");
        assertThat(run("verify")).isEqualTo("Maven 3.9.99 does verify\n");
        try (var left = Files.list(machine.resolve("home/.m2/wrapper"))) {
            assertThat(left).extracting(Path::getFileName).containsExactly(Path.of("apache-maven-3.9.99"));
        }
    }

    @Test
    void bytesThatAreNotTheExpectedOnesAreNotUsed() throws Exception {
        properties("0".repeat(128));

        assertThat(run("verify")).contains("What was fetched is not used").doesNotContain("does verify");
        assertThat(machine.resolve("home/.m2/wrapper")).isEmptyDirectory();
    }

    @Test
    void withoutMavenAndWithoutAConnectionItSaysWhatToDo() throws Exception {
        host.stop(0);

        assertThat(run("verify")).contains("Install Maven 3.8 or newer, or try again with a connection.");
    }

    @Test
    void aJavaHomeThatIsNoJdkIsNamed() throws Exception {
        var process = command("verify");
        process.environment().put("JAVA_HOME", "/no/such/jdk");

        assertThat(output(process)).startsWith("mvnw: JAVA_HOME is /no/such/jdk, which is no JDK;");
    }

    @Test
    void aJdkThatIsTooOldIsRefusedWithItsVersion() throws Exception {
        script(machine.resolve("bin/javac"), "echo 'javac 11.0.27'");
        var process = command("verify");
        process.environment().remove("JAVA_HOME");

        assertThat(output(process))
                .startsWith("mvnw: A JDK of version 17 or newer is needed, and version 11 was found;");
    }

    private static Path installed(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void install(String name, String version) throws IOException {
        script(machine.resolve("bin").resolve(name), fakeMaven(version));
    }

    private static String fakeMaven(String version) {
        return "[ \"$1\" = --version ] && echo 'Apache Maven %1$s (fake)' || echo \"Maven %1$s does $*\""
                .formatted(version);
    }

    private static void script(Path path, String line) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + line + "\n");
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("apache-maven-3.9.99/bin/"));
            zip.putNextEntry(new ZipEntry("apache-maven-3.9.99/bin/mvn"));
            zip.write(("#!/bin/sh\n" + fakeMaven("3.9.99") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void properties(String sha512) throws IOException {
        Files.writeString(
                machine.resolve("project/.mvn/wrapper/maven-wrapper.properties"),
                "# comment\ndistributionUrl=http://127.0.0.1:%d/apache-maven-3.9.99-bin.zip\ndistributionSha512Sum=%s\n"
                        .formatted(host.getAddress().getPort(), sha512));
    }

    private String run(String... arguments) throws Exception {
        return output(command(arguments));
    }

    private ProcessBuilder command(String... arguments) {
        var command = new ProcessBuilder("./mvnw")
                .directory(machine.resolve("project").toFile());
        command.command().addAll(List.of(arguments));
        command.environment().clear();
        command.environment().put("PATH", machine.resolve("bin").toString());
        command.environment().put("HOME", machine.resolve("home").toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return command;
    }

    private static String output(ProcessBuilder command) throws IOException {
        Process process = command.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
