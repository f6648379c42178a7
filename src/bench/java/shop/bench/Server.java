package shop.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server process of its own on a free port of the loopback address. */
final class Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final Duration firstAnswer;

    private Server(Process process, int port, Duration firstAnswer) {
        this.process = process;
        this.port = port;
        this.firstAnswer = firstAnswer;
    }

    /**
     * Starts a main class as {@code spring-boot:run} does, without tests on the class path, which would be looked through
     * for components, too; and waits for its first page on this path: an error is none.
     */
    static Server start(Class<?> main, Path log, String path, List<String> jvm, List<String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(main), main.getName(), "--server.port=" + port));
        command.addAll(settings);
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
        awaitAnswer(process, port, path, begin);
        return new Server(process, port, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** For a program of the benchmark its class alone, before what the shop has. */
    private static String classPath(Class<?> main) throws IOException {
        Path ours = locationOf(Server.class);
        String shop = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(ours))
                .collect(Collectors.joining(File.pathSeparator));
        if (!locationOf(main).equals(ours)) {
            return shop;
        }
        Path file = Path.of(main.getName().replace('.', '/') + ".class");
        Path alone = Benchmarks.FOLDER.resolve("alone");
        Files.createDirectories(alone.resolve(file).getParent());
        Files.copy(ours.resolve(file), alone.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        return alone + File.pathSeparator + shop;
    }

    private static Path locationOf(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    int port() {
        return port;
    }

    /** From the start of the process to the end of its first answer. */
    Duration firstAnswer() {
        return firstAnswer;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitAnswer(Process process, int port, String path, long begin)
            throws IOException, InterruptedException {
        while (!answers(port, path)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("The server did not start; see its log");
            }
            Thread.sleep(20);
        }
    }

    private static boolean answers(int port, String path) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
