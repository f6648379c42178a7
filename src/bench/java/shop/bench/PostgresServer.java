package shop.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of Debian's packages with its default settings ({@code fsync} and {@code synchronous_commit} on), in a
 * folder of its own on a free port. It refuses to run as root, so root runs it as the user {@code postgres}.
 * Its data goes when it is closed.
 */
final class PostgresServer implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String DATABASE = "bench";

    private final Path programs;
    private final Path data;
    private final int port;

    private PostgresServer(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** @throws IOException if it is not installed or does not start */
    static PostgresServer start(Path folder) throws IOException, InterruptedException {
        PostgresServer server =
                new PostgresServer(programs(), folder.toAbsolutePath().resolve("pgdata"), freePort());
        Files.createDirectories(server.data);
        if (isRoot()) {
            server.run(List.of("chown", "postgres", server.data.toString()));
        }
        server.asPostgres(
                "initdb", "-D", server.data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        server.asPostgres(
                "pg_ctl",
                "-D",
                server.data.toString(),
                "-w",
                "-l",
                server.data.resolve("log").toString(),
                "-o",
                "-p " + server.port + " -c listen_addresses=127.0.0.1 -k " + server.data,
                "start");
        server.asPostgres(server.connected("createdb", DATABASE));
        return server;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?reWriteBatchedInserts=true";
    }

    /** The program with the options that lead it to this server. */
    String[] connected(String program, String... options) {
        List<String> command =
                new ArrayList<>(List.of(program, "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "postgres"));
        command.addAll(List.of(options));
        return command.toArray(String[]::new);
    }

    /** Runs one of PostgreSQL's programs as its user and gives what it prints. */
    String asPostgres(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        whole.add(programs.resolve(command[0]).toString());
        whole.addAll(List.of(command).subList(1, command.length));
        return run(whole);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        asPostgres("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
        FileSystemUtils.deleteRecursively(data);
    }

    /** The output goes through a file: the server it may start keeps it open. */
    private String run(List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("bench", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .directory(new File("/"))
                .start();
        int code = process.waitFor();
        String printed = Files.readString(output.toPath());
        Files.delete(output.toPath());
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + printed);
        }
        return printed;
    }

    private static Path programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            throw new IOException("Install PostgreSQL for this benchmark: apt-get install postgresql");
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.max(Comparator.comparing(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow(
                            () -> new IOException("Install PostgreSQL for this benchmark: apt-get install postgresql"))
                    .resolve("bin");
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
