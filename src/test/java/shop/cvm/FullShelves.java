package shop.cvm;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Fills what the tests before have bought most of, so that no class finds a shelf empty because of those that happened to
 * run in the same process.
 */
class FullShelves implements BeforeAllCallback {

    /** What is on the shelf of a common type when the catalogue is loaded. */
    private static final int FULL = 400;

    @Override
    public void beforeAll(ExtensionContext test) {
        SpringExtension.getApplicationContext(test)
                .getBean(JdbcClient.class)
                .sql("update stock set capacity = taken + ? where taken >= 50 and capacity - taken < ?")
                .params(FULL, FULL / 2)
                .update();
    }
}
