import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Fetches Maven's zip, checks its SHA-512 and unpacks it. Run from source by mvnw: address, checksum, folder to make. */
class FetchMaven {

    public static void main(String[] args) {
        try {
            install(URI.create(args[0]), args[1], Path.of(args[2]));
        } catch (IOException | InterruptedException e) {
            System.err.println("mvnw: Maven could not be fetched from " + args[0] + " (" + e + ")."
                    + " Install Maven 3.8 or newer, or try again with a connection.");
            System.exit(1);
        } catch (Exception e) {
            System.err.println("mvnw: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The folder appears whole or not at all, also when two builds do this at once. */
    private static void install(URI address, String sha512, Path home) throws Exception {
        System.err.println("mvnw: No Maven 3.8 or newer is installed; fetching " + address);
        Files.createDirectories(home.getParent());
        Path folder = Files.createTempDirectory(home.getParent(), "fetching");
        try {
            Path zip = folder.resolve("maven.zip");
            download(address, zip);
            check(zip, sha512);
            unpack(zip, folder);
            moveInto(home, folder.resolve(home.getFileName()));
        } finally {
            delete(folder);
        }
    }

    private static void download(URI address, Path zip) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .proxy(proxy())
                .build();
        var request =
                HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10)).build();
        int status = client.send(request, BodyHandlers.ofFile(zip)).statusCode();
        if (status != 200) {
            throw new IOException("the answer is status " + status);
        }
    }

    /** The proxy that other tools use, else that of the system properties. */
    private static ProxySelector proxy() {
        String proxy =
                System.getenv().getOrDefault("HTTPS_PROXY", System.getenv().getOrDefault("https_proxy", ""));
        if (proxy.isBlank()) {
            return ProxySelector.getDefault();
        }
        URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        return ProxySelector.of(
                new InetSocketAddress(address.getHost(), address.getPort() < 0 ? 80 : address.getPort()));
    }

    private static void check(Path zip, String sha512) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(zip));
        String found = HexFormat.of().formatHex(digest);
        if (!found.equalsIgnoreCase(sha512)) {
            throw new SecurityException(
                    "What was fetched is not used: its SHA-512 is " + found + " and not " + sha512 + ".");
        }
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (InputStream bytes = Files.newInputStream(zip);
                var entries = new ZipInputStream(bytes)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory() || !file.startsWith(folder)) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
                if (file.getParent().endsWith("bin")) {
                    file.toFile().setExecutable(true);
                }
            }
        }
    }

    private static void moveInto(Path home, Path unpacked) throws IOException {
        try {
            Files.move(unpacked, home);
        } catch (FileAlreadyExistsException e) {
            System.err.println("mvnw: Another build has fetched it meanwhile.");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
