package shop.cvm.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** The list of which actions the tests drive by which client, which the shop shows to its customers. */
final class Driven {

    private static final Path LIST = Path.of("src/main/resources/api/driven.csv");

    private Driven() {}

    /** Whether the documents are to be written, and not compared. */
    static boolean isToBeWritten() {
        return "write".equals(System.getProperty("api.coverage"));
    }

    static void write(Collection<String> lines) {
        try {
            Files.writeString(LIST, String.join("\n", lines) + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
