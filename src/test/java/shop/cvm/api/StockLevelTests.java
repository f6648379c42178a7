package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.tencentcloudapi.cvm.v20170312.models.DescribeZoneInstanceConfigInfosRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeZoneInstanceConfigInfosResponse;
import com.tencentcloudapi.cvm.v20170312.models.Filter;
import com.tencentcloudapi.cvm.v20170312.models.InstanceTypeQuotaItem;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.ApiKeys;
import shop.cvm.catalog.StockReadings;
import shop.cvm.web.HttpVisitor;

/** The levels of stock as the vendor's client reads them, and as the purchase page says them at the same moment. */
@ShopTest
@Tag("page")
class StockLevelTests {

    private static final String ZONE = "ap-guangzhou-4";
    private static final List<String> TYPES = List.of("S5.MEDIUM2", "S5.MEDIUM4", "S5.LARGE8", "S5.2XLARGE16");

    @LocalServerPort
    private int port;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StockReadings readings;

    private List<Integer> capacities;
    private JavaClient client;

    @BeforeEach
    void fourTypesOfWhichNothingAFewSomeAndEnoughIsLeft() {
        client = new JavaClient(port, keys.create(customers.with("500.00"), false), "TC3-HMAC-SHA256", "POST");
        capacities = TYPES.stream().map(this::capacity).toList();
        List<Integer> free = List.of(0, 3, 10, 20);
        for (int i = 0; i < TYPES.size(); i++) {
            setCapacity("taken + " + free.get(i), TYPES.get(i));
        }
        readings.forget();
    }

    @AfterEach
    void theShelvesAreAsTheyWere() {
        for (int i = 0; i < TYPES.size(); i++) {
            setCapacity(capacities.get(i).toString(), TYPES.get(i));
        }
        readings.forget();
    }

    @Test
    void theVendorsClientReadsTheFourLevelsAndWhyNothingIsSold() {
        InstanceTypeQuotaItem[] items = client.send(
                        client.cvm(),
                        "DescribeZoneInstanceConfigInfos",
                        request(),
                        DescribeZoneInstanceConfigInfosResponse.class)
                .getInstanceTypeQuotaSet();

        assertThat(items)
                .extracting(
                        InstanceTypeQuotaItem::getInstanceType,
                        InstanceTypeQuotaItem::getStatusCategory,
                        InstanceTypeQuotaItem::getStatus,
                        InstanceTypeQuotaItem::getSoldOutReason)
                .containsExactlyInAnyOrder(
                        tuple(TYPES.get(0), "WithoutStock", "SOLD_OUT", "SOLD_OUT"),
                        tuple(TYPES.get(1), "UnderStock", "SELL", ""),
                        tuple(TYPES.get(2), "NormalStock", "SELL", ""),
                        tuple(TYPES.get(3), "EnoughStock", "SELL", ""));
    }

    @Test
    void whatIsSoldOutIsRefusedAndSaidOnThePageInTheSameWords() {
        String machine = "{\"Placement\": {\"Zone\": \"" + ZONE + "\"}, \"ImageId\": \"img-487zeit5\","
                + " \"InstanceCount\": %d, \"InstanceType\": \"%s\"}";
        assertThat(client.refusal("RunInstances", machine.formatted(1, TYPES.get(0))))
                .isEqualTo("ResourcesSoldOut.SpecifiedInstanceType");
        assertThat(client.refusal("RunInstances", machine.formatted(4, TYPES.get(1))))
                .isEqualTo("ResourceInsufficient.SpecifiedInstanceType");

        Document page = new HttpVisitor(port)
                .open("/?zone=" + ZONE + "&family=S5&sort=type")
                .document();
        assertThat(stock(page, 0)).isEqualTo("Sold out");
        assertThat(stock(page, 1)).isEqualTo("Last 3");
        assertThat(stock(page, 2)).isEqualTo("Last 10");
        assertThat(stock(page, 3)).isEqualTo("Plenty");
    }

    private static String stock(Document page, int number) {
        return page.select("#hardware tr:has(input[value=" + TYPES.get(number) + "]) td.only-w .st")
                .text();
    }

    private static DescribeZoneInstanceConfigInfosRequest request() {
        DescribeZoneInstanceConfigInfosRequest request = new DescribeZoneInstanceConfigInfosRequest();
        request.setFilters(new Filter[] {
            filter("zone", ZONE),
            filter("instance-type", TYPES.toArray(String[]::new)),
            filter("instance-charge-type", "POSTPAID_BY_HOUR")
        });
        return request;
    }

    private static Filter filter(String name, String... values) {
        Filter filter = new Filter();
        filter.setName(name);
        filter.setValues(values);
        return filter;
    }

    private int capacity(String type) {
        return jdbc.sql("select capacity from stock where zone_id = ? and instance_type = ?")
                .params(ZONE, type)
                .query(Integer.class)
                .single();
    }

    private void setCapacity(String capacity, String type) {
        jdbc.sql("update stock set capacity = " + capacity + " where zone_id = ? and instance_type = ?")
                .params(ZONE, type)
                .update();
    }
}
