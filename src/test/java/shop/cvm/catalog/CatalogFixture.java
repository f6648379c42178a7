package shop.cvm.catalog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

    /** Today's catalogue with one more image. */
    static CatalogContent contentWith(Image image) {
        CatalogContent content = snapshot().content();
        List<Image> images = new ArrayList<>(content.images());
        images.add(image);
        return new CatalogContent(
                content.version(),
                content.regions(),
                content.families(),
                images,
                content.imageAliases(),
                content.diskTypes(),
                content.diskFactors(),
                content.prices(),
                content.zoneTypes(),
                content.familyDisks(),
                content.bandwidthCaps(),
                content.sources());
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
            new ResourceDatabasePopulator(script("V001__clock"), script("V010__catalog")).execute(source);
            var settings = new CatalogSettings("classpath:catalog/", CatalogSettings.Load.FIRST_START, priceDate);
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
