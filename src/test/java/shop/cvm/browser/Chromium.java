package shop.cvm.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a browser of the Chromium family, at each place for the one without windows first, which takes two thirds of
 * the time: the one that {@code CHROMIUM} names, then the path, the usual folders and
 * Playwright's own, and at last one that it installs.
 */
public class Chromium {

    /** One sentence: what to do where none is found and none can be installed. */
    public static final String WHAT_TO_DO =
            "Browser tests need Chromium, Chrome or Edge: install one (on Debian as root:"
                    + " apt-get install chromium) or set CHROMIUM to its path.";

    private static final List<String> NAMES = List.of(
            "chromium-headless-shell",
            "chrome-headless-shell",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "microsoft-edge",
            "chrome",
            "msedge");

    private static final List<String> FOLDERS = List.of(
            "/usr/bin",
            "/usr/local/bin",
            "/usr/lib/chromium",
            "/snap/bin",
            "/opt/google/chrome",
            "/opt/microsoft/msedge",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            "C:/Program Files/Google/Chrome/Application",
            "C:/Program Files (x86)/Google/Chrome/Application",
            "C:/Program Files (x86)/Microsoft/Edge/Application");

    private final Map<String, String> environment;
    private final List<String> folders;
    private final Runnable installation;

    Chromium(Map<String, String> environment, List<String> folders, Runnable installation) {
        this.environment = environment;
        this.folders = folders;
        this.installation = installation;
    }

    public static Chromium ofThisMachine() {
        return new Chromium(System.getenv(), FOLDERS, ChromiumInstallation::run);
    }

    public Optional<Path> find() {
        Optional<Path> found = named().or(this::installed);
        if (found.isPresent()) {
            return found;
        }
        installation.run();
        return installed();
    }

    private Optional<Path> named() {
        String path = System.getProperty("chromium", environment.getOrDefault("CHROMIUM", ""));
        if (path.isBlank()) {
            return Optional.empty();
        }
        if (!Files.isExecutable(Path.of(path))) {
            throw new IllegalStateException("CHROMIUM is " + path + ", where no browser is.");
        }
        return Optional.of(Path.of(path));
    }

    private Optional<Path> installed() {
        Stream<String> path = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(path, folders.stream())
                .filter(place -> !place.isBlank())
                .map(Path::of)
                .flatMap(Chromium::candidates)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .or(this::ofPlaywright);
    }

    /** A place is a folder or, on macOS, the program itself. */
    private static Stream<Path> candidates(Path place) {
        return Stream.concat(
                Stream.of(place),
                NAMES.stream().flatMap(name -> Stream.of(place.resolve(name), place.resolve(name + ".exe"))));
    }

    private Optional<Path> ofPlaywright() {
        String home = System.getProperty("user.home");
        String chosen = environment.getOrDefault("PLAYWRIGHT_BROWSERS_PATH", "");
        List<String> usual = List.of(
                home + "/.cache/ms-playwright",
                home + "/Library/Caches/ms-playwright",
                home + "/AppData/Local/ms-playwright");
        return (chosen.isBlank() ? usual : List.of(chosen))
                .stream()
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .flatMap(Chromium::programsBelow)
                        .findFirst();
    }

    private static Stream<Path> programsBelow(Path folder) {
        try (var files = Files.find(folder, 6, (file, attributes) -> isProgram(file))) {
            return files.sorted(Comparator.reverseOrder()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isProgram(Path file) {
        return List.of(
                                "headless_shell",
                                "chrome-headless-shell",
                                "chrome-headless-shell.exe",
                                "chrome",
                                "chrome.exe",
                                "Chromium",
                                "Google Chrome for Testing")
                        .contains(file.getFileName().toString())
                && Files.isRegularFile(file)
                && Files.isExecutable(file);
    }
}
