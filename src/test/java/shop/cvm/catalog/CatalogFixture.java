package shop.cvm.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import shop.cvm.time.ShopClock;

/** The shop's real catalogue, read through loader and reader from a database of its own, without the rest of the shop. */
public final class CatalogFixture {

    private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private static final class Latest {
        static final CatalogSnapshot SNAPSHOT = read(null);
    }

    private CatalogFixture() {}

    /** The catalogue as it is sold today. */
    public static CatalogSnapshot snapshot() {
        return Latest.SNAPSHOT;
    }

    /** The catalogue with the prices of this day. */
    public static CatalogSnapshot asOf(LocalDate priceDate) {
        return read(priceDate);
    }

    /** Today's catalogue with another monthly price of one type, with Linux in one region. */
    public static CatalogSnapshot pricedPerMonth(String region, String type, String perMonth) {
        Map<String, RegionPrices> prices = new HashMap<>(snapshot().content().prices());
        prices.computeIfPresent(region, (id, today) -> {
            Map<OsType, Map<String, ComputePrice>> compute = new EnumMap<>(today.compute());
            Map<String, ComputePrice> linux = new HashMap<>(compute.get(OsType.LINUX));
            linux.computeIfPresent(
                    type,
                    (key, price) -> new ComputePrice(
                            new BigDecimal(perMonth),
                            price.monthFactors(),
                            price.steps(),
                            price.prepaidSource(),
                            price.postpaidSource()));
            compute.put(OsType.LINUX, linux);
            return new RegionPrices(compute, today.disks(), today.bandwidth(), today.traffic());
        });
        return new CatalogSnapshot(content(snapshot().content().images(), prices));
    }

    /**
     * Lets a running shop sell one type, with Linux in one region, at other prices for as long as this takes, and at the old
     * ones again afterwards: as if another node had loaded other files in between, twice.
     *
     * @param perMonth CNY
     * @param perHour CNY, in the first price step
     */
    public static void whilePriced(
            JdbcClient jdbc,
            Catalog catalog,
            String region,
            String type,
            String perMonth,
            String perHour,
            Runnable meanwhile) {
        ComputePrice today = Objects.requireNonNull(catalog.snapshot().computePrice(region, type, OsType.LINUX));
        BigDecimal month = Objects.requireNonNull(today.perMonth());
        BigDecimal hour = today.steps().get(0).rate().perHour();
        price(jdbc, catalog, region, type, new BigDecimal(perMonth), new BigDecimal(perHour));
        try {
            meanwhile.run();
        } finally {
            price(jdbc, catalog, region, type, month, hour);
        }
    }

    private static void price(
            JdbcClient jdbc, Catalog catalog, String region, String type, BigDecimal perMonth, BigDecimal perHour) {
        String sql = """
                update catalog_instance_price set price = ?
                where region_id = ? and instance_type = ? and charge_type = ? and coalesce(from_hours, 0) = 0
                """;
        jdbc.sql(sql).params(perMonth, region, type, "PREPAID").update();
        jdbc.sql(sql).params(perHour, region, type, "POSTPAID_BY_HOUR").update();
        jdbc.sql("update catalog_version set version = version + 1").update();
        catalog.refresh();
    }

    /** Today's catalogue with one more image. */
    static CatalogContent contentWith(Image image) {
        List<Image> images = new ArrayList<>(snapshot().images());
        images.add(image);
        return content(images, snapshot().content().prices());
    }

    private static CatalogContent content(List<Image> images, Map<String, RegionPrices> prices) {
        CatalogContent content = snapshot().content();
        return new CatalogContent(
                content.version(),
                content.regions(),
                content.families(),
                images,
                content.imageAliases(),
                content.diskTypes(),
                content.diskFactors(),
                prices,
                content.zoneTypes(),
                content.familyDisks(),
                content.bandwidthCaps(),
                content.sources());
    }

    /** What zones sell if this is in stock. */
    public static Assortments assortments(Stock stock) {
        return new Assortments(stock);
    }

    /** A database of its own that holds the catalogue, to read it from again and again. */
    public static Database database() {
        return new Database(null);
    }

    private static CatalogSnapshot read(@Nullable LocalDate priceDate) {
        try (Database database = new Database(priceDate)) {
            return database.read();
        }
    }

    /** A database in memory with nothing but the catalogue. */
    public static final class Database implements AutoCloseable {

        private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

        private Database(@Nullable LocalDate priceDate) {
            String url = "jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS + ";DB_CLOSE_DELAY=-1";
            DataSource source = new DriverManagerDataSource(url);
            new ResourceDatabasePopulator(
                            script("V001__clock"), script("V010__catalog"), script("V128__stock_not_oversold"))
                    .execute(source);
            var settings = new CatalogSettings("classpath:catalog/", CatalogSettings.Load.FIRST_START, priceDate);
            context.registerBean(DataSource.class, () -> source);
            context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
            context.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
            context.registerBean(CatalogSettings.class, () -> settings);
            context.register(ShopClock.class, CatalogLoader.class, CatalogReader.class, PriceReader.class);
            context.refresh();
            context.getBean(CatalogLoader.class).load(settings.location(), settings.load());
        }

        /** Reads the whole catalogue as a shop does at its start. */
        public CatalogSnapshot read() {
            return context.getBean(CatalogReader.class).read();
        }

        @Override
        public void close() {
            context.getBean(JdbcTemplate.class).execute("shutdown");
            context.close();
        }

        private static ClassPathResource script(String name) {
            return new ClassPathResource("db/migration/" + name + ".sql");
        }
    }
}
