package shop.cvm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import shop.cvm.billing.Meters;
import shop.cvm.billing.OtherSettings;
import shop.cvm.billing.StoryCustomers;
import shop.cvm.billing.StoryNews;
import shop.cvm.catalog.StockReadings;
import shop.cvm.event.TestNews;

/**
 * A test of the whole shop: every bean, a real port ({@code @LocalServerPort}), MockMvc, and the database that the
 * system property {@code shop.test.database} names. Nothing happens by itself: a test moves the shop's clock and asks
 * for what is due.
 *
 * <p>All such tests share one context, so none may replace a bean or set a property, and each opens accounts of its
 * own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Tag("database")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "shop.schedules.enabled=false",
            // Nobody does what is due but the tests, so much is late.
            "shop.schedules.late-after=36500d",
            "shop.schedules.remember=0s",
            // Other tests have wallets and machines fail.
            "shop.contacts.silent-after=36500d",
            "shop.sandbox.enabled=true",
            "shop.operator.email=" + Customers.OPERATOR,
            "shop.operator.password=" + Customers.PASSWORD,
            // Nothing sends a notification again by itself, so none may be lost to a machine that is busy.
            "shop.wallet.connect-timeout=30s",
            "shop.wallet.read-timeout=30s",
            "shop.secret-key=a secret of the tests, long enough for the shop",
            "spring.datasource.hikari.maximum-pool-size=24",
            "server.shutdown=immediate",
            "logging.level.root=warn",
            "logging.level.shop.cvm=info",
        })
@AutoConfigureMockMvc
@ExtendWith(FullShelves.class)
@ContextConfiguration(initializers = TestDatabase.class)
@Import({
    Customers.class,
    Invariants.class,
    Meters.class,
    OtherSettings.class,
    QuickPasswords.class,
    RoundTrips.class,
    StockReadings.class,
    StoryCustomers.class,
    StoryNews.class,
    TestNews.class
})
public @interface ShopTest {}
