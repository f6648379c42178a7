package shop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import shop.cvm.CvmShop;

/** A process of its own with a bounded heap: the shop on a database, and the figures that it prints. */
final class BenchProcess {

    private static final String FIGURE = "figure: ";

    private BenchProcess() {}

    /**
     * Runs a main class of this class path to its end.
     *
     * @param heap options of its JVM
     * @param arguments its own; settings of the form {@code -Dshop.bench…} are handed on besides
     * @return the figures that it printed
     * @throws IOException if it failed, or printed another number of figures
     */
    static List<String> figures(Class<?> main, int expected, Path log, List<String> heap, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(heap);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("shop.bench"))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = process.waitFor();
        List<String> figures = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(FIGURE))
                .map(line -> line.substring(FIGURE.length()))
                .toList();
        if (code != 0 || figures.size() != expected) {
            throw new IOException(main.getSimpleName() + " did not come to its end; see " + log);
        }
        return figures;
    }

    /** The shop of such a process; nothing happens in it by itself. */
    static ConfigurableApplicationContext shop(String jdbcUrl, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--shop.schedules.enabled=false",
                "--shop.secret-key=a secret of the benchmark, long enough for the shop",
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=postgres",
                "--logging.level.root=warn"));
        all.addAll(Arrays.asList(settings));
        return new SpringApplicationBuilder(CvmShop.class).run(all.toArray(String[]::new));
    }

    static void print(String figure) {
        System.out.println(FIGURE + figure);
    }
}
