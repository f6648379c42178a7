package shop.cvm.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings Chromium to this machine: by apt-get for root, else by Playwright's own means. */
class ChromiumInstallation {

    private ChromiumInstallation() {}

    static void run() {
        if (isRootWithApt()) {
            run("apt-get", "update");
            // Not every distribution has the one without windows.
            if (!install("chromium-headless-shell")) {
                install("chromium");
            }
        } else {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classes = System.getProperty("java.class.path");
            run(java, "-cp", classes, "com.microsoft.playwright.CLI", "install", "chromium");
        }
    }

    private static boolean install(String browser) {
        return run("apt-get", "install", "-y", "--no-install-recommends", browser, "fonts-noto-cjk");
    }

    private static boolean isRootWithApt() {
        return System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    /** What goes wrong here is told on the console; that there still is no browser is told by who asked for it. */
    private static boolean run(String... command) {
        System.out.println(
                "No Chromium here; running " + String.join(" ", List.of(command).subList(0, 2)) + " …");
        var process = new ProcessBuilder(command).inheritIO();
        process.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
        process.environment().remove("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD");
        try {
            Process running = process.start();
            if (running.waitFor(10, TimeUnit.MINUTES)) {
                return running.exitValue() == 0;
            }
            running.destroyForcibly();
        } catch (IOException e) {
            System.out.println("It does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
