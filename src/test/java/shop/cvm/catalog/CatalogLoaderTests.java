package shop.cvm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import shop.cvm.ShopTest;
import shop.cvm.catalog.CatalogSettings.Load;

@ShopTest
class CatalogLoaderTests {

    private static final String OWN = "classpath:catalog/";

    @Autowired
    CatalogLoader loader;

    @Autowired
    CatalogReader reader;

    @Autowired
    Catalog catalog;

    @Autowired
    Stock stock;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transaction;

    @TempDir
    Path folder;

    @AfterEach
    void theShopsOwnFilesComeBack() {
        loader.load(OWN, Load.CHANGED);
        catalog.refresh();
    }

    @Test
    void theSameFilesTwiceChangeNothing() {
        long before = reader.version();

        loader.load(OWN, Load.CHANGED);

        assertThat(reader.version()).isEqualTo(before);
    }

    @Test
    void changedFilesWaitForTheCommandThatTakesThemOver() throws IOException {
        long before = reader.version();
        change("regions", "ap-guangzhou,1,South China (Guangzhou)", "ap-guangzhou,1,Southern China (Guangzhou)");

        loader.load(location(), Load.FIRST_START);
        assertThat(reader.version()).isEqualTo(before);

        loader.load(location(), Load.CHANGED);
        catalog.refresh();
        assertThat(reader.version()).isEqualTo(before + 1);
        assertThat(catalog.snapshot().version()).isEqualTo(before + 1);
        assertThat(catalog.snapshot().region("ap-guangzhou"))
                .extracting(region -> region.name().english())
                .isEqualTo("Southern China (Guangzhou)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zones|ap-guangzhou-3,100003,ap-guangzhou|ap-guangzhou-3,1x3,ap-guangzhou|zones.csv, line 4, column zone_numeric_id: \"1x3\" is not a whole number of zero or more",
                "zones|ap-guangzhou-3,100003,ap-guangzhou|ap-guangzhou-3,100003,ap-nowhere|zones.csv, line 4, column region_id: \"ap-nowhere\" does not stand in regions.csv",
                "zones|ap-guangzhou-3,100003|ap-guangzhou-2,100003|zones.csv, line 4, column zone_id: stands there twice",
                "zones|zone_numeric_id|zone_number|zones.csv, line 1, column zone_numeric_id: is missing in the header",
                "periods|36,yes,yes|36,yes,maybe|periods.csv, line 15, column cloud_disk: \"maybe\" is not yes or no",
                "disk_prices|CLOUD_PREMIUM,PREPAID|CLOUD_PREMIUM,LEASED|disk_prices.csv, line 8, column charge_type: \"LEASED\" is none of [POSTPAID_BY_HOUR, PREPAID]",
                "discounts|GENERAL|GENERAL,|discounts.csv, line 2: has 11 fields, not as many as the header",
                "disk_prices|LOCAL_BASIC,PREPAID,GB_MONTH,0.3,|LOCAL_BASIC,PREPAID,GB_MONTH,0,|disk_prices.csv, line 2, column price: \"0\" is not a number above zero",
                "disk_prices|LOCAL_BASIC,PREPAID,GB_MONTH,0.3,|LOCAL_BASIC,PREPAID,GB_MONTH,0.123456789,|disk_prices.csv, line 2, column price: \"0.123456789\" has more than 8 decimals",
                "disk_prices|LOCAL_BASIC,PREPAID,GB_MONTH,0.3,|LOCAL_BASIC,PREPAID,GB_MONTH,123456789012,|disk_prices.csv, line 2, column price: \"123456789012\" has more than 11 digits before the point",
                "bandwidth_prices|ap-guangzhou,BANDWIDTH_PREPAID,2,5|ap-guangzhou,BANDWIDTH_PREPAID,3,5|bandwidth_prices.csv, line 3, column from_mbps: begins at 3, but the step before ends at 2",
                "bandwidth_prices|ap-guangzhou,BANDWIDTH_PREPAID,2,5|ap-guangzhou,BANDWIDTH_PREPAID,1,5|bandwidth_prices.csv, line 3, column from_mbps: begins at 1, but the step before ends at 2",
                "bandwidth_prices|ap-guangzhou,BANDWIDTH_PREPAID,2,5|ap-guangzhou,BANDWIDTH_PREPAID,2,|bandwidth_prices.csv, line 4, column from_mbps: begins at 5, but the step before ends at no end",
                "bandwidth_prices|ap-guangzhou,BANDWIDTH_PREPAID,5,,|ap-guangzhou,BANDWIDTH_PREPAID,5,9,|bandwidth_prices.csv, line 4, column to_mbps: ends at 9, but no step follows",
                "bandwidth_prices|ap-guangzhou,BANDWIDTH_PREPAID,0,2|ap-guangzhou,BANDWIDTH_PREPAID,0,0|bandwidth_prices.csv, line 2, column to_mbps: ends at 0, but the step begins at 0",
            })
    void aBrokenFileIsRefusedWholeWithFileLineColumnAndReason(String file, String right, String wrong, String message)
            throws IOException {
        long before = reader.version();
        change(file, right, wrong);

        assertThatThrownBy(() -> loader.load(location(), Load.CHANGED))
                .isInstanceOf(BrokenCatalogFile.class)
                .hasMessage(message);
        assertThat(reader.version()).isEqualTo(before);
        assertThat(reader.read().zone("ap-guangzhou-3")).isNotNull();
    }

    /** Whatever a database refuses: by then the old rows are deleted and half of the new ones are there. */
    @Test
    void ifTheDatabaseRefusesARowInTheMiddleTheShopKeepsWhatItHad() throws IOException {
        change("disk_prices", "LOCAL_BASIC,PREPAID,GB_MONTH,0.3,", "LOCAL_BASIC,PREPAID,GB_MONTH,0.77777777,");
        Map<String, List<Map<String, Object>>> before = rows();
        jdbc.execute("alter table catalog_disk_price add constraint odd_price check (price <> 0.77777777)");
        try {
            assertThatThrownBy(() -> loader.load(location(), Load.CHANGED))
                    .isInstanceOf(DataIntegrityViolationException.class);
        } finally {
            jdbc.execute("alter table catalog_disk_price drop constraint odd_price");
        }

        assertThat(rows()).isEqualTo(before);
        loader.load(location(), Load.CHANGED);
        assertThat(rows().get("catalog_disk_price")).isNotEqualTo(before.get("catalog_disk_price"));
    }

    /** Every row of every table that is loaded, in its order. */
    private Map<String, List<Map<String, Object>>> rows() {
        Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
        CatalogFiles.ALL.forEach(file ->
                rows.put(file.table(), jdbc.queryForList("select * from " + file.table() + " order by position")));
        rows.put("stock", jdbc.queryForList("select * from stock order by zone_id, instance_type"));
        rows.put("version", jdbc.queryForList("select * from catalog_version"));
        return rows;
    }

    /** {@code README.md} tells of the option; the location stands for files that were changed in their place. */
    @Test
    void aStartWithTheDocumentedOptionTakesChangedFilesOver() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains("\"--shop.catalog.load=CHANGED\"");
        change("regions", "ap-guangzhou,1,South China (Guangzhou)", "ap-guangzhou,1,Southern China (Guangzhou)");
        long before = reader.version();

        assertThat(started("--shop.catalog.location=" + location()).version()).isEqualTo(before);
        CatalogSnapshot taken = started("--shop.catalog.load=CHANGED", "--shop.catalog.location=" + location());
        assertThat(taken.version()).isEqualTo(before + 1);
        assertThat(taken.region("ap-guangzhou"))
                .extracting(region -> region.name().english())
                .isEqualTo("Southern China (Guangzhou)");
        assertThat(started().version()).isEqualTo(before + 1);
    }

    /** What a shop sells that is started on this database with these options. */
    private CatalogSnapshot started(String... options) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(options));
        CatalogSettings settings = Binder.get(environment).bindOrCreate("shop.catalog", CatalogSettings.class);
        Catalog start = new Catalog(loader, reader, settings);
        start.afterPropertiesSet();
        return start.snapshot();
    }

    @Test
    void aTextThatIsTooLongIsRefusedBeforeTheDatabaseDoes() throws IOException {
        change("regions", "South China (Guangzhou)", "South China".repeat(8));

        assertThatThrownBy(() -> loader.load(location(), Load.CHANGED))
                .isInstanceOf(BrokenCatalogFile.class)
                .hasMessage("regions.csv, line 2, column name_en: is longer than 80 characters");
    }

    /** Found the way a starting shop finds it, and through the failures that wrap it. */
    @Test
    void aShopThatDoesNotStartForItSaysWhatToDo() {
        var broken = new BrokenCatalogFile("zones", 4, "zone_id", "stands there twice");
        var failure = new BeanCreationException("catalog", "cannot start", broken);

        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, why) -> {}))
                .extracting(analyzer -> analyzer.analyze(failure))
                .filteredOn(Objects::nonNull)
                .singleElement()
                .satisfies(analysis -> {
                    assertThat(analysis.getDescription())
                            .endsWith("zones.csv, line 4, column zone_id: stands there twice");
                    assertThat(analysis.getAction()).startsWith("Correct that line and start again.");
                });
    }

    @Test
    void whatIsSoldOfAZonesStockSurvivesNewFiles() throws IOException {
        transaction.executeWithoutResult(status -> stock.take("ap-tokyo-2", "S5.LARGE8", 3));
        int free = free();
        change("stock", "ap-tokyo-2,S5.LARGE8,", "ap-tokyo-2,S5.LARGE8,1");

        loader.load(location(), Load.CHANGED);

        assertThat(taken()).isGreaterThanOrEqualTo(3);
        assertThat(free()).isGreaterThan(free);
        transaction.executeWithoutResult(status -> stock.release("ap-tokyo-2", "S5.LARGE8", 3));
    }

    private int free() {
        return number("capacity - taken");
    }

    private int taken() {
        return number("taken");
    }

    private int number(String expression) {
        Integer number = jdbc.queryForObject(
                "select " + expression + " from stock where zone_id = 'ap-tokyo-2' and instance_type = 'S5.LARGE8'",
                Integer.class);
        return number == null ? -1 : number;
    }

    /** A copy of the shop's own files in which the first occurrence of a text is another. */
    private void change(String file, String right, String wrong) throws IOException {
        for (var resource : new PathMatchingResourcePatternResolver().getResources(OWN + "*.csv")) {
            Files.write(folder.resolve(resource.getFilename()), resource.getContentAsByteArray());
        }
        Path path = folder.resolve(file + ".csv");
        String content = Files.readString(path);
        assertThat(content).contains(right);
        int at = content.indexOf(right);
        Files.writeString(path, content.substring(0, at) + wrong + content.substring(at + right.length()));
    }

    private String location() {
        return "file:" + folder + "/";
    }
}
