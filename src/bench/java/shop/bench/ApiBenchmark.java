package shop.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.CvmShop;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.api.ApiClient;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.ConditionSearch;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceBelongings;
import shop.cvm.instance.InstanceConditions;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;

/**
 * The cloud API over HTTP against the services that the pages use, called directly, in turns: a list of 100 machines of
 * an account that has as many, among 100,000 of others, with all that is told of a machine, and a purchase. One caller,
 * so that times are compared and not how many fit on the machine; the client signs, and reads the answer to its last
 * byte.
 */
final class ApiBenchmark {

    private static final int OTHERS = 10_000;
    private static final int OWN = 100;
    private static final double PROMISED = 1.5;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final String LIST = "{\"Limit\": 100}";
    private static final String PURCHASE = """
            {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1},
             "Placement": {"Zone": "ap-guangzhou-3"}, "InstanceType": "S5.MEDIUM4", "ImageId": "img-487zeit5",
             "InternetAccessible": {"InternetChargeType": "BANDWIDTH_PREPAID", "InternetMaxBandwidthOut": 1}}
            """;

    private final Path folder;
    private final Report report;

    ApiBenchmark(Path folder, Report report) {
        this.folder = folder;
        this.report = report;
    }

    void run() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder);
                ConfigurableApplicationContext shop = shop(server)) {
            new RunningMachines(shop.getBean(JdbcClient.class), shop.getBean(TransactionOperations.class))
                    .open(0, OTHERS);
            lists(shop);
            purchases(shop);
        }
    }

    private void lists(ConfigurableApplicationContext shop) throws Exception {
        Orders orders = shop.getBean(Orders.class);
        AccountId account = Buyers.rich(shop, 0);
        Order order = orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), OWN)),
                UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        ConditionSearch search = shop.getBean(ConditionSearch.class);
        InstanceBelongings belongings = shop.getBean(InstanceBelongings.class);
        InstanceConditions all = InstanceConditions.of("ap-guangzhou");
        try (ApiClient client = client(shop, account)) {
            compare(
                    "a list of 100 machines by the API",
                    () -> size(client.call("DescribeInstances", LIST).split("\"InstanceId\":").length - 1),
                    () -> {
                        List<Instance> found = search.find(account, all, 0, OWN).instances();
                        belongings.of(found, EnumSet.allOf(ActKind.class));
                        return size(found.size());
                    });
        }
    }

    private void purchases(ConfigurableApplicationContext shop) throws Exception {
        Orders orders = shop.getBean(Orders.class);
        AccountId byApi = Buyers.rich(shop, 1);
        AccountId byPage = Buyers.rich(shop, 2);
        try (ApiClient client = client(shop, byApi)) {
            compare("a purchase by the API", () -> client.call("RunInstances", PURCHASE), () -> {
                Order order = orders.place(
                        byPage,
                        List.of(Purchases.of(Specs.prepaid(), 1)),
                        UUID.randomUUID().toString());
                return orders.payFromBalance(byPage, order.number());
            });
        }
    }

    private void compare(String what, Callable<?> api, Callable<?> service) throws Exception {
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            api.call();
            service.call();
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double byApi = micros(api);
            double byService = micros(service);
            System.out.printf("%s: %.0f µs, by the service %.0f µs%n", what, byApi, byService);
            ratios.add(byApi / byService);
        }
        ratios.sort(null);
        report.atMost(what + ", times the service", PROMISED, ratios.get(ROUNDS / 2), "");
    }

    /** Of one call, on average over a round. */
    private static double micros(Callable<?> call) throws Exception {
        long begin = System.nanoTime();
        long calls = 0;
        while (System.nanoTime() - begin < ROUND.toNanos()) {
            call.call();
            calls++;
        }
        return (System.nanoTime() - begin) / 1_000.0 / calls;
    }

    private static int size(int found) {
        if (found != OWN) {
            throw new IllegalStateException("Found " + found);
        }
        return found;
    }

    private static ApiClient client(ConfigurableApplicationContext shop, AccountId account) throws IOException {
        int port = Integer.parseInt(shop.getEnvironment().getRequiredProperty("local.server.port"));
        return new ApiClient(port, shop.getBean(ApiKeys.class).create(account, false));
    }

    private static ConfigurableApplicationContext shop(PostgresServer server) throws IOException {
        ConfigurableApplicationContext shop = new SpringApplicationBuilder(CvmShop.class)
                .run(
                        "--server.port=0",
                        "--server.tomcat.max-keep-alive-requests=-1",
                        "--shop.schedules.enabled=false",
                        "--shop.api.requests-per-second=1000000",
                        "--shop.order.quota.prepaid-mainland=1000000000",
                        "--shop.secret-key=a secret of the benchmark, long enough for the shop",
                        "--spring.datasource.url=" + server.jdbcUrl(),
                        "--spring.datasource.username=postgres",
                        "--logging.level.root=warn");
        shop.getBean(JdbcClient.class)
                .sql("update stock set capacity = 1000000000")
                .update();
        return shop;
    }
}
