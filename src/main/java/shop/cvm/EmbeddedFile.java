package shop.cvm;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Writes the file of the embedded database anew before it is opened, once most of it is old. While the shop runs, nothing
 * in the file is written over ({@code REUSE_SPACE=FALSE}), because that can lose commits when the process is killed; so
 * the file grows by some 16 KB for each commit.
 */
@Component
class EmbeddedFile implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFile.class);
    private static final String ADDRESS = "jdbc:h2:file:";
    private static final long MEGABYTE = 1 << 20;

    /** In bytes: below it nobody minds. */
    private static final long SMALL = 32 * MEGABYTE;

    /** In percent of the file. */
    private static final int MOSTLY_OLD = 50;

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        // A pool can be set up without an address: by the class of its data source.
        if (bean instanceof HikariDataSource pool
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith(ADDRESS)) {
            shrink(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        }
        return bean;
    }

    /**
     * Has H2 open the database, undo what a killed process had not committed, and close it with a copy of what is not old
     * in the file's place; whatever it dies over, one of both is there.
     */
    static void shrink(String url, String user, String password) {
        Path file = Path.of(url.substring(ADDRESS.length()).replaceFirst(";.*", "") + ".mv.db");
        try {
            long before = Files.exists(file) ? Files.size(file) : 0;
            if (before > SMALL && percentInUse(file) < MOSTLY_OLD) {
                closeCompact(url, user, password);
                LOG.info("{} is {} MB now, it was {}", file, Files.size(file) / MEGABYTE, before / MEGABYTE);
            }
        } catch (IOException | SQLException | MVStoreException inUse) {
            // Another process has it open, or it is broken: opening it will say so.
            LOG.debug("{} stays as it is", file, inUse);
        }
    }

    private static void closeCompact(String url, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
        }
    }

    private static int percentInUse(Path file) {
        try (MVStore store =
                new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
            return store.getFileStore().getChunksFillRate();
        }
    }
}
