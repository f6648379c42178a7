package shop.cvm;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts programs of this class path in JVMs of their own. The stories start the shop some forty times: its classes come
 * from an archive of the JVM (class data sharing), made by the first who needs one, which takes a third off each start.
 */
public final class ShopJvm {

    private static final Path FOLDER = Path.of("target", "shop-jvm");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What {@code spring-boot:run} sets, little memory, and a collector that leaves the other processors to others. */
    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-Xmx512m", "-XX:+UseSerialGC", "-XX:MetaspaceSize=160m");

    /** The documentation of the modules. */
    private static final Path WRITTEN_BY_A_TEST = Path.of("META-INF", "spring-modulith", "application-modules.json");

    private ShopJvm() {}

    /** The command that starts this class; its arguments are to be added. */
    public static List<String> command(Class<?> main) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(OPTIONS);
        command.add("-XX:SharedArchiveFile=" + archive());
        command.addAll(List.of("-cp", classPath(), main.getName()));
        return command;
    }

    /** Two processes of a build may ask at once: one makes it, the other waits. */
    private static synchronized Path archive() throws IOException {
        Files.createDirectories(FOLDER);
        try (FileChannel lock =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            Path archive = FOLDER.resolve(fingerprint() + ".jsa").toAbsolutePath();
            if (!Files.exists(archive) && held.isValid()) {
                make(archive);
            }
            return archive;
        }
    }

    private static void make(Path archive) throws IOException {
        for (Path folder : classFolders()) {
            pack(folder, jar(folder));
        }
        Path data = Files.createTempDirectory("shop-jvm");
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(OPTIONS);
        command.add("-XX:ArchiveClassesAtExit=" + archive);
        command.addAll(List.of("-cp", classPath(), Rehearsal.class.getName(), "--server.port=0"));
        command.add("--shop.data=" + data.resolve("data"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("rehearsal.log").toFile())
                .start();
        await(process);
    }

    private static void await(Process process) throws IOException {
        try {
            if (!process.waitFor(4, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("The rehearsal failed:\n" + Files.readString(FOLDER.resolve("rehearsal.log")));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** An archive knows classes out of jars only. */
    private static String classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : entries()) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? jar(path).toString() : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<Path> classFolders() {
        return entries().stream().map(Path::of).filter(Files::isDirectory).toList();
    }

    private static List<String> entries() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static Path jar(Path folder) throws IOException {
        return FOLDER.resolve(folder.getFileName() + "-" + fingerprint() + ".jar")
                .toAbsolutePath();
    }

    /** With the folders themselves: scanning for components and scripts begins at their entries. */
    private static void pack(Path folder, Path jar) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : files(folder)) {
                String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                zip.putNextEntry(new ZipEntry(Files.isDirectory(file) ? name + "/" : name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, zip);
                }
                zip.closeEntry();
            }
        }
    }

    /** Of name, size and time of every file, but for the one that a test writes while others run. */
    private static String fingerprint() throws IOException {
        CRC32 sum = new CRC32();
        for (Path folder : classFolders()) {
            for (Path file : files(folder)) {
                if (file.endsWith(WRITTEN_BY_A_TEST)) {
                    continue;
                }
                String seen = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
                sum.update(seen.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Long.toHexString(sum.getValue());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).sorted().toList();
        }
    }

    /** What the archive is made of: the classes of a shop that has started and shown its first page. */
    static final class Rehearsal {

        private Rehearsal() {}

        public static void main(String[] settings) throws IOException {
            ConfigurableApplicationContext shop = SpringApplication.run(CvmShop.class, settings);
            String port = shop.getEnvironment().getRequiredProperty("local.server.port");
            try (InputStream page =
                    URI.create("http://localhost:" + port + "/").toURL().openStream()) {
                page.readAllBytes();
            }
            System.exit(SpringApplication.exit(shop));
        }
    }
}
