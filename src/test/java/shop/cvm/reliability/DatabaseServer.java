package shop.cvm.reliability;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import shop.cvm.ShopProcess;
import shop.cvm.TestDatabase;

/**
 * A PostgreSQL of a test's own, whose processes can be paused, stopped, promoted and given a small disk. Made by
 * {@code initdb}, {@code pg_ctl} and {@code postgres} alone. None of these runs as root, so root runs them as nobody, in
 * a user namespace.
 */
final class DatabaseServer implements AutoCloseable {

    /** The name that a standby gives itself, and that a primary waits for. */
    private static final String STANDBY = "standby";

    private static final String STANDBY_SIGNAL = "standby.signal";

    private final Path programs;
    private final Path data;
    private final int port;

    private DatabaseServer(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** Makes one of the embedded programs in this folder; it is not started yet. */
    static DatabaseServer create(Path folder, String... settings) throws IOException {
        return create(TestDatabase.postgresPrograms(), folder, settings);
    }

    /** @param settings lines of {@code postgresql.conf} */
    static DatabaseServer create(Path programs, Path folder, String... settings) throws IOException {
        DatabaseServer server = new DatabaseServer(programs, folder, ShopProcess.freePort());
        server.run("initdb", "-D", folder.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        server.configure(settings);
        server.configure(
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "wal_keep_size = '512MB'",
                "primary_conninfo = ''");
        server.configure("port = " + server.port);
        return server;
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void start() throws IOException {
        run(startCommand());
    }

    /**
     * Starts it with a disk of its own in this folder, which must be empty, for a tablespace. The disk goes with the
     * server.
     *
     * @throws IOException if this machine lets nobody mount one
     */
    void startWithDisk(Path folder, int megabytes) throws IOException {
        List<String> inner = new ArrayList<>(List.of("unshare", "-U"));
        inner.add(programs.resolve("pg_ctl").toString());
        inner.addAll(List.of(startCommand()).subList(1, startCommand().length));
        String start = inner.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        execute(List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + megabytes + "m,mode=700 tmpfs '" + folder + "' && " + start));
    }

    private String[] startCommand() {
        return new String[] {"pg_ctl", "-D", data.toString(), "-w", "-t", "60", "-l", log().toString(), "start"};
    }

    /** As if the machine lost its power: nothing is finished or flushed. */
    void stopAtOnce() throws IOException {
        run("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
    }

    /** Makes the standby the primary. It waits for no standby of its own until it has one. */
    void promote() throws IOException {
        run("pg_ctl", "-D", data.toString(), "-w", "-t", "60", "promote");
    }

    /** Stops all its processes where they are; connections stay open and say nothing. */
    void pause() throws IOException {
        signal("STOP");
    }

    void goOn() throws IOException {
        signal("CONT");
    }

    /**
     * A copy of this server, taken while it runs, that follows it from then on. From the first moment at which it has
     * caught up, this one acknowledges nothing that the copy has not on its disk.
     */
    DatabaseServer standby(Path folder) throws IOException {
        int free = ShopProcess.freePort();
        DatabaseServer standby = new DatabaseServer(programs, folder, free);
        copyTo(standby);
        standby.follow(this);
        return standby;
    }

    /** A copy of this server as it is now, that goes its own way from then on. */
    DatabaseServer copy(Path folder) throws IOException {
        DatabaseServer copy = standby(folder);
        String now = jdbc("postgres")
                .sql("select pg_current_wal_lsn()::text")
                .query(String.class)
                .single();
        Conditions.await("the copy to be whole", () -> copy.jdbc("postgres")
                .sql("select pg_last_wal_replay_lsn() >= ?::pg_lsn")
                .param(now)
                .query(Boolean.class)
                .single());
        copy.promote();
        return copy;
    }

    /** This server's data is thrown away: it becomes a standby of another one, under its old address. */
    void rebuildAsStandbyOf(DatabaseServer primary) throws IOException {
        delete(data);
        primary.copyTo(this);
        follow(primary);
    }

    private void follow(DatabaseServer primary) throws IOException {
        configure(
                "port = " + port,
                "primary_conninfo = 'host=127.0.0.1 port=" + primary.port + " user=postgres application_name=" + STANDBY
                        + "'");
        Files.createFile(data.resolve(STANDBY_SIGNAL));
        start();
    }

    /** As {@code pg_basebackup} does it, which the embedded programs lack. */
    private void copyTo(DatabaseServer target) throws IOException {
        SingleConnectionDataSource session = new SingleConnectionDataSource(url("postgres"), "postgres", "", true);
        try {
            JdbcClient jdbc = JdbcClient.create(session);
            jdbc.sql("select pg_backup_start('standby', true)::text")
                    .query(String.class)
                    .single();
            copyFiles(target.data);
            String label = jdbc.sql("select labelfile from pg_backup_stop(false)")
                    .query(String.class)
                    .single();
            Files.writeString(target.data.resolve("backup_label"), label);
        } finally {
            session.destroy();
        }
    }

    /** A file that the server deletes meanwhile is none that the copy needs. */
    private void copyFiles(Path target) throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) throws IOException {
                Files.createDirectories(there(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                Path name = data.relativize(file);
                if (!name.startsWith("pg_wal") && !name.startsWith("postmaster.pid")) {
                    try {
                        Files.copy(file, there(file));
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failed;
            }

            private Path there(Path file) {
                return target.resolve(data.relativize(file).toString());
            }
        });
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
    }

    /** From now on nothing is acknowledged that the standby has not on its disk; returns when it has caught up. */
    void awaitStandby() {
        JdbcClient jdbc = jdbc("postgres");
        if (jdbc.sql("show synchronous_standby_names")
                .query(String.class)
                .single()
                .isEmpty()) {
            Conditions.await("the standby to follow", () -> follows(jdbc, "streaming", ""));
            jdbc.sql("alter system set synchronous_standby_names = '" + STANDBY + "'")
                    .update();
            jdbc.sql("select pg_reload_conf()").query(Boolean.class).single();
        }
        Conditions.await("the standby to be waited for", () -> follows(jdbc, "streaming", "sync"));
    }

    private static boolean follows(JdbcClient jdbc, String state, String sync) {
        return jdbc.sql("select count(*) from pg_stat_replication where application_name = ? and state = ? and (? = ''"
                                + " or sync_state = ?)")
                        .params(STANDBY, state, sync, sync)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Of the superuser. */
    JdbcClient jdbc(String database) {
        return JdbcClient.create(new DriverManagerDataSource(url(database), "postgres", ""));
    }

    String url(String database) {
        return "jdbc:postgresql://" + address() + "/" + database;
    }

    boolean isRunning() {
        return Files.exists(data.resolve("postmaster.pid"));
    }

    @Override
    public void close() throws IOException {
        if (isRunning()) {
            stopAtOnce();
        }
    }

    /** Those that end meanwhile need no signal. */
    private void signal(String name) throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        execute(List.of("kill", "-" + name, Long.toString(postmaster)));
        List<String> children = ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::descendants)
                .map(process -> Long.toString(process.pid()))
                .toList();
        execute(List.of(
                "sh",
                "-c",
                "for child in " + String.join(" ", children) + "; do kill -" + name + " $child || true; done"));
    }

    private void configure(String... lines) throws IOException {
        Files.write(data.resolve("postgresql.conf"), List.of(lines), StandardOpenOption.APPEND);
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /** Runs one of PostgreSQL's programs. */
    void run(String... command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.add(programs.resolve(command[0]).toString());
        whole.addAll(List.of(command).subList(1, command.length));
        execute(whole);
    }

    /** The output goes through a file: a server that is started keeps it open. */
    private static void execute(List<String> command) throws IOException {
        File output = File.createTempFile("reliability", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(output.toPath()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        } finally {
            Files.delete(output.toPath());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
