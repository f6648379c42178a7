package shop.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.OsType;
import shop.cvm.event.Publications;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;
import shop.cvm.time.ShopClock;

/**
 * The process of {@link DeliveryBenchmark}: the shop's delivery, with whatever its listeners do, until nothing is due
 * and everybody has heard of it, and the same by hand.
 */
final class DeliveryRun {

    private static final int MACHINES = 100_000;
    private static final int FEW = 2_000;
    private static final int ROUNDS = 3;
    private static final int TICKS = 200;

    /** A region has a 32nd of the range, and all machines are in one. */
    private static final String PLENTY_OF_ADDRESSES = "--shop.instance.simulated.public-range=240.0.0.0/4";

    private final Instances instances;
    private final Publications publications;
    private final ShopClock clock;
    private final DueMachines machines;

    private DeliveryRun(ConfigurableApplicationContext shop) {
        this.instances = shop.getBean(Instances.class);
        this.publications = shop.getBean(Publications.class);
        this.clock = shop.getBean(ShopClock.class);
        String secret = instances
                .seal(AccountId.next(), Login.password("Abcd1234!"), OsType.LINUX)
                .secret();
        this.machines = new DueMachines(shop.getBean(JdbcClient.class), String.valueOf(secret));
    }

    /** @param args the address of the database */
    public static void main(String[] args) throws InterruptedException {
        try (ConfigurableApplicationContext shop = BenchProcess.shop(args[0], PLENTY_OF_ADDRESSES)) {
            new DeliveryRun(shop).run();
        }
    }

    private void run() throws InterruptedException {
        machines.openAccounts(MACHINES);
        machines.wait(MACHINES / 10);
        byTheShop();
        List<Long> shop = new ArrayList<>();
        List<Long> sql = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            machines.wait(MACHINES);
            sql.add(Times.millis(machines::makeBySql));
            machines.wait(MACHINES);
            shop.add(byTheShop());
        }
        long manyTicks = idle();
        machines.wait(FEW);
        byTheShop();
        long fewTicks = idle();
        BenchProcess.print(Times.text(Times.ratio(shop, sql)));
        BenchProcess.print("ms " + shop + " : " + sql);
        BenchProcess.print(
                Times.text((double) manyTicks / fewTicks) + " µs " + manyTicks / 1000 + " : " + fewTicks / 1000);
    }

    private long byTheShop() throws InterruptedException {
        long before = System.nanoTime();
        instances.advanceDue();
        if (!publications.await(Duration.ofMinutes(5)) || publications.failed() > 0) {
            throw new IllegalStateException("Listeners failed: " + publications.failed());
        }
        long millis = (System.nanoTime() - before) / 1_000_000;
        System.out.println("running: " + machines.running());
        return millis;
    }

    /**
     * What a tick costs when everything is made and has its addresses, and the database has cleared away the rows that
     * were there before, in nanoseconds.
     */
    private long idle() {
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        machines.vacuum();
        return Times.medianNanos(TICKS, instances::advanceDue);
    }
}
