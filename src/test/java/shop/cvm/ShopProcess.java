package shop.cvm;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The shop as a process of its own, as {@code spring-boot:run} starts it, on an embedded database in this folder unless
 * the settings name another.
 */
public final class ShopProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private ShopProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it opens its port.
     *
     * @param settings as arguments
     */
    public static ShopProcess start(Path folder, String... settings) throws IOException {
        return start(folder, Map.of(), settings);
    }

    /**
     * As {@link #start(Path, String...)}.
     *
     * @param environment variables that hold settings
     */
    public static ShopProcess start(Path folder, Map<String, String> environment, String... settings)
            throws IOException {
        return start(CvmShop.class, folder, environment, List.of(), settings);
    }

    /**
     * As {@link #start(Path, String...)}, by another program.
     *
     * @param arguments of that program, before the shop's settings
     */
    public static ShopProcess start(Class<?> program, Path folder, List<String> arguments, String... settings)
            throws IOException {
        return start(program, folder, Map.of(), arguments, settings);
    }

    private static ShopProcess start(
            Class<?> program, Path folder, Map<String, String> environment, List<String> arguments, String... settings)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(ShopJvm.command(program));
        command.addAll(arguments);
        command.add("--server.port=" + port);
        command.add("--shop.data=" + folder.resolve("data"));
        command.addAll(List.of(settings));
        Path log = folder.resolve("shop.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> listens(port) || !process.isAlive());
        } finally {
            if (!process.isAlive()) {
                throw new AssertionError("The shop did not start:\n" + Files.readString(log));
            }
        }
        return new ShopProcess(process, port);
    }

    public int port() {
        return port;
    }

    /** Like {@code kill -9}: nothing gets a chance to finish. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that nobody listens at. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
