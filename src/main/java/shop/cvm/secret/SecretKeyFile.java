package shop.cvm.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A key that the shop made for itself, in a file that only its owner reads. */
final class SecretKeyFile {

    private static final int BYTES = 32;

    private SecretKeyFile() {}

    /** The key in this file, made now if there is none. */
    static String read(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The key in " + file.toAbsolutePath() + " cannot be read or made; set shop.secret-key instead", e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Written beside and moved: whoever finds the file finds the whole key.
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "secret", ".tmp", ownerOnly(file));
        Files.writeString(draft, Base64.getEncoder().encodeToString(key));
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // Somebody else was quicker; theirs counts.
        } finally {
            Files.delete(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
