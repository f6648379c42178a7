package shop.cvm.story;

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
import shop.cvm.CvmShop;
import shop.cvm.ShopJvm;

/** The shop as a process of its own, as {@code spring-boot:run} starts it, on an embedded database in this folder. */
final class ShopProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private ShopProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param settings as arguments */
    static ShopProcess start(Path folder, String... settings) throws IOException {
        return start(folder, Map.of(), settings);
    }

    /**
     * @param environment variables that hold settings
     * @param settings as arguments
     */
    static ShopProcess start(Path folder, Map<String, String> environment, String... settings) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(ShopJvm.command(CvmShop.class));
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

    int port() {
        return port;
    }

    /** Like {@code kill -9}: nothing gets a chance to finish. */
    void kill() throws InterruptedException {
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
