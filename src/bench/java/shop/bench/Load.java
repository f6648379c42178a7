package shop.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A load generator for the loopback address: so many connections, each kept open and asking for one request after the
 * other. It reads answers without looking into them, so that most of the machine is left to the server.
 */
final class Load {

    private static final int CONNECTIONS = 16;

    private final int port;

    Load(int port) {
        this.port = port;
    }

    /** Answers per second over this time; every answer must be a 200. */
    long perSecond(List<String> requests, int seconds) throws InterruptedException {
        AtomicLong answers = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < CONNECTIONS; number++) {
            int offset = number * 7;
            Thread thread = new Thread(() -> ask(requests, offset, stop, answers));
            thread.start();
            threads.add(thread);
        }
        Thread.sleep(seconds * 1000L);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return answers.get() / seconds;
    }

    /** One answer's body, for its size and a look at it. */
    byte[] body(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return Answer.read(new BufferedInputStream(socket.getInputStream(), 65_536), true);
        }
    }

    /** The text of a GET request with these extra headers. */
    String get(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private void ask(List<String> requests, int offset, AtomicBoolean stop, AtomicLong answers) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            for (int number = offset; !stop.get(); number++) {
                socket.getOutputStream()
                        .write(requests.get(number % requests.size()).getBytes(StandardCharsets.US_ASCII));
                Answer.read(in, false);
                answers.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The server closed a connection: " + e.getMessage(), e);
        }
    }
}
