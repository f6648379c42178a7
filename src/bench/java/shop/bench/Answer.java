package shop.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Reads one HTTP/1.1 answer off a connection that stays open. */
final class Answer {

    private Answer() {}

    /** The body if it is wanted, else nothing; anything but a 200 is an error. */
    static byte[] read(InputStream in, boolean wanted) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("Not a 200: " + status);
        }
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(wanted ? 65_536 : 0);
        if (length >= 0) {
            take(in, length, wanted, body);
        } else {
            chunks(in, wanted, body);
        }
        return body.toByteArray();
    }

    private static void chunks(InputStream in, boolean wanted, ByteArrayOutputStream body) throws IOException {
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            take(in, size, wanted, body);
            line(in);
        }
        line(in);
    }

    private static void take(InputStream in, int length, boolean wanted, ByteArrayOutputStream body)
            throws IOException {
        if (wanted) {
            body.write(in.readNBytes(length));
        } else {
            in.skipNBytes(length);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("The answer ended within its head: " + line);
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
