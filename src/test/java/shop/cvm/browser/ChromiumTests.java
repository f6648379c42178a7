package shop.cvm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ChromiumTests {

    @TempDir
    Path machine;

    @Test
    void theBrowserThatTheEnvironmentNamesIsTakenBeforeAnyOther() {
        Path named = program("own/browser");
        program("bin/chromium");

        assertThat(chromium(Map.of("CHROMIUM", named.toString(), "PATH", at("bin")))
                        .find())
                .contains(named);
    }

    @Test
    void aNamedBrowserThatIsNotThereIsSaidAndNotReplaced() {
        program("bin/chromium");

        assertThatIllegalStateException()
                .isThrownBy(chromium(Map.of("CHROMIUM", at("nowhere"), "PATH", at("bin")))::find)
                .withMessageContaining(at("nowhere"));
    }

    @Test
    void thePathIsSearchedBeforeTheUsualFoldersAndThoseBeforePlaywrights() {
        Path ofPlaywright = program("playwright/chromium-1208/chrome-linux/chrome");
        Map<String, String> environment = Map.of("PATH", at("bin"), "PLAYWRIGHT_BROWSERS_PATH", at("playwright"));
        assertThat(chromium(environment).find()).contains(ofPlaywright);

        Path usual = program("usual/google-chrome");
        assertThat(chromium(environment).find()).contains(usual);

        Path onPath = program("bin/chromium-browser");
        assertThat(chromium(environment).find()).contains(onPath);
    }

    @Test
    void theOneWithoutWindowsIsTakenBeforeOthersOfTheSamePlace() {
        program("bin/chromium");
        Path withoutWindows = program("bin/chromium-headless-shell");
        program("playwright/chromium-1208/chrome-linux/chrome");
        Path ofPlaywright = program("playwright/chromium_headless_shell-1208/chrome-linux/headless_shell");

        assertThat(chromium(Map.of("PATH", at("bin"))).find()).contains(withoutWindows);
        assertThat(chromium(Map.of("PATH", at("empty"), "PLAYWRIGHT_BROWSERS_PATH", at("playwright")))
                        .find())
                .contains(ofPlaywright);
    }

    @Test
    void whereThereIsNoneItIsInstalled() {
        Path installed = machine.resolve("usual/chromium");

        assertThat(new Chromium(nothing(), List.of(at("usual")), () -> program("usual/chromium")).find())
                .contains(installed);
        assertThat(new Chromium(nothing(), List.of(at("elsewhere")), () -> {}).find())
                .isEmpty();
    }

    @Test
    void withoutOneABuildServerFailsAndAnybodyElseIsToldWhatToInstallInOneSentence() {
        assertThat(RunningChromium.missing(Map.of("CI", "true")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(Chromium.WHAT_TO_DO);
        assertThat(RunningChromium.missing(nothing()))
                .isExactlyInstanceOf(TestAbortedException.class)
                .hasMessage(Chromium.WHAT_TO_DO);
        assertThat(Chromium.WHAT_TO_DO)
                .contains("install one", "apt-get install chromium", "CHROMIUM")
                .matches("[^.]+\\.");
    }

    private Chromium chromium(Map<String, String> environment) {
        return new Chromium(environment, List.of(at("usual")), () -> {
            throw new AssertionError("It is there and need not be installed");
        });
    }

    private Map<String, String> nothing() {
        return Map.of("PATH", at("empty"), "PLAYWRIGHT_BROWSERS_PATH", at("empty"));
    }

    private String at(String path) {
        return machine.resolve(path).toString();
    }

    private Path program(String path) {
        try {
            Path file = machine.resolve(path);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
            assertThat(file.toFile().setExecutable(true)).isTrue();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
