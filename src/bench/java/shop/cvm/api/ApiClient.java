package shop.cvm.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import shop.cvm.account.NewApiKey;

/**
 * Signs calls and sends them over one connection that is kept, with as little work of its own as can be: what is measured
 * is the shop.
 */
public final class ApiClient implements AutoCloseable {

    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final NewApiKey key;

    public ApiClient(int port, NewApiKey key) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.key = key;
    }

    /**
     * Asks and reads the whole answer.
     *
     * @return the answer, as JSON
     * @throws IllegalStateException if it is refused
     */
    public String call(String action, String json) throws IOException {
        Incoming signed = SignedCalls.json(key, Instant.now().getEpochSecond(), action, json);
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        signed.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(signed.body().length).append("\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(signed.body());
        socket.getOutputStream().write(request.toByteArray());
        String answer = answer();
        if (answer.startsWith("{\"Response\":{\"Error\"")) {
            throw new IllegalStateException(action + ": " + answer);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String answer() throws IOException {
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).trim());
            }
        }
        if (length < 0) {
            throw new IOException("An answer without its length");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("The shop hung up");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
