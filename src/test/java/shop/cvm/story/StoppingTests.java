package shop.cvm.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.TaskScheduler;
import shop.cvm.CvmShop;
import shop.cvm.TestDatabase;
import shop.cvm.account.NewApiKey;
import shop.cvm.api.JavaClient;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Provisioner;
import shop.cvm.order.OrderPlaced;
import shop.cvm.work.Stopping;
import tools.jackson.databind.JsonNode;

/**
 * A shop that is told to stop while a customer buys and while it has a batch of machines in hand: it answers the customer,
 * finishes the batch, takes no other, and leaves no lease behind.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoppingTests {

    private static final NewApiKey KEY = new NewApiKey("AKIDstopping", "secretOfWhoStops01234");
    private static final int BATCH = 100;
    private static final int BOUGHT = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Gate asked = new Gate();
    private final Gate placing = new Gate();
    private ConfigurableApplicationContext shop;
    private JdbcClient jdbc;

    @BeforeEach
    void aShopWhoseSchedulesWeStartOurselves() {
        shop = new SpringApplicationBuilder(CvmShop.class)
                .initializers(new TestDatabase(), context -> context.getBeanFactory()
                        .registerSingleton("gates", new Gates(asked, placing)))
                .sources(Waiting.class)
                .run(
                        "--server.port=0",
                        "--shop.schedules.enabled=false",
                        "--shop.sandbox.enabled=false",
                        "--shop.secret-key=a secret of this test, long enough for the shop",
                        "--shop.sandbox.account.email=stopping@example.com",
                        "--shop.sandbox.account.password=correct horse 8",
                        "--shop.sandbox.account.balance=100000.00",
                        "--shop.sandbox.account.secret-id=" + KEY.secretId(),
                        "--shop.sandbox.account.secret-key=" + KEY.secretKey(),
                        "--logging.level.root=warn");
        // The database outlives the shop.
        jdbc = JdbcClient.create(new DriverManagerDataSource(
                shop.getEnvironment().getRequiredProperty("spring.datasource.url"), "shop", ""));
    }

    @AfterEach
    void close() {
        asked.open();
        placing.open();
        shop.close();
        jdbc.sql("shutdown").update();
    }

    @Test
    void aShopThatIsToldToStopFinishesWhatItHasInHandAndTakesNoMore(CapturedOutput output) throws Exception {
        jdbc.sql("update stock set capacity = 100000").update();
        JavaClient client = client();
        buy(client, BOUGHT / 2);
        buy(client, BOUGHT / 2);
        asked.close();
        shop.getBean(TaskScheduler.class)
                .schedule(() -> shop.getBean(Instances.class).advanceDue(), Instant.EPOCH);
        asked.awaitSomebody();
        placing.close();
        CompletableFuture<JsonNode> buying = CompletableFuture.supplyAsync(() -> buy(client, 1));
        placing.awaitSomebody();
        Stopping stopping = shop.getBean(Stopping.class);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(shop::close);
        Awaitility.await().atMost(PATIENCE).until(stopping::isStopping);
        placing.open();
        JsonNode bought = buying.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        asked.open();
        closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(bought.get("InstanceIdSet").size()).isEqualTo(1);
        assertThat(count("orders where state = 'PAID'")).isEqualTo(3);
        assertThat(count("instances")).isEqualTo(BOUGHT + 1);
        assertThat(count("simulated_machines")).as("the batch in hand").isEqualTo(BATCH);
        assertThat(count("instances where state = 'PENDING' and next_step_at <= paid_at"))
                .as("the rest is still due")
                .isEqualTo(BOUGHT + 1 - BATCH);
        assertThat(count("instance_leases")).isZero();
        assertThat(count("event_publication"))
                .as("what listeners have left undone")
                .isZero();
        assertThat(output).doesNotContain(" ERROR ", "Exception");
    }

    private JavaClient client() {
        int port = Integer.parseInt(shop.getEnvironment().getRequiredProperty("local.server.port"));
        return new JavaClient(port, KEY, "TC3-HMAC-SHA256", "POST");
    }

    private static JsonNode buy(JavaClient client, int count) {
        return client.call("cvm", "2017-03-12", "RunInstances", """
                {"Placement": {"Zone": "ap-guangzhou-3"}, "ImageId": "img-487zeit5", "InstanceType": "S5.SMALL1",
                 "InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}, "InstanceCount": %d}
                """.formatted(count));
    }

    private int count(String what) {
        return jdbc.sql("select count(*) from " + what).query(Integer.class).single();
    }

    /** Where somebody waits as long as it is closed. */
    private static final class Gate {

        private volatile CountDownLatch reached = new CountDownLatch(1);
        private volatile CountDownLatch closed = new CountDownLatch(0);

        void close() {
            reached = new CountDownLatch(1);
            closed = new CountDownLatch(1);
        }

        void open() {
            closed.countDown();
        }

        void pass() {
            reached.countDown();
            try {
                closed.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        void awaitSomebody() throws InterruptedException {
            assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The gates of a provisioner that is asked for machines, and of somebody who places an order. */
    private record Gates(Gate asked, Gate placing) {}

    /** Has both pass their gates. */
    static class Waiting {

        private static final Set<String> FOR_MACHINES = Set.of("ensureAll");

        @Bean
        static BeanPostProcessor provisionerBehindAGate(Gates gates) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Provisioner provisioner ? behind(gates.asked(), provisioner) : bean;
                }
            };
        }

        @Bean
        PlacingListener placingBehindAGate(Gates gates) {
            return new PlacingListener(gates.placing());
        }

        private static Provisioner behind(Gate gate, Provisioner provisioner) {
            return (Provisioner) Proxy.newProxyInstance(
                    Provisioner.class.getClassLoader(), new Class<?>[] {Provisioner.class}, (proxy, method, args) -> {
                        if (method.getName().equals("batchSize")) {
                            return BATCH;
                        }
                        if (FOR_MACHINES.contains(method.getName())) {
                            gate.pass();
                        }
                        try {
                            return method.invoke(provisioner, args);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }
    }

    static class PlacingListener {

        private final Gate gate;

        PlacingListener(Gate gate) {
            this.gate = gate;
        }

        @EventListener
        public void on(OrderPlaced placed) {
            gate.pass();
        }
    }
}
