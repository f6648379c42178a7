package shop.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** How many bytes a body takes on the wire. */
final class Gzip {

    private Gzip() {}

    static int size(byte[] body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        return Math.min(body.length, compressed.size());
    }
}
