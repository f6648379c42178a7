package shop.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.OsType;
import shop.cvm.event.Publications;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;

/**
 * The process of {@link DeliveryBenchmark}: the shop's delivery, with whatever its listeners do, until nothing is due
 * and everybody has heard of it, and the same by hand; then ticks among few and among many machines.
 * {@code -Dshop.bench.machines=10000} makes it a small one.
 */
final class DeliveryRun {

    private static final int MACHINES = Integer.getInteger("shop.bench.machines", 100_000);
    private static final int FEW = MACHINES / 50;
    private static final int ROUNDS = 3;
    private static final int PAIRS = 5;
    private static final int IDLE_TICKS = 200;
    private static final int DUE_TICKS = 15;
    private static final int DUE = Math.min(500, FEW);

    /** A region has a 32nd of the range, and all machines are in one. */
    private static final String PLENTY_OF_ADDRESSES = "--shop.instance.simulated.public-range=240.0.0.0/4";

    private final Instances instances;
    private final Publications publications;
    private final DueMachines machines;

    private DeliveryRun(ConfigurableApplicationContext shop) {
        this.instances = shop.getBean(Instances.class);
        this.publications = shop.getBean(Publications.class);
        String secret = instances
                .seal(AccountId.next(), Login.password("Abcd1234!"), OsType.LINUX)
                .secret();
        this.machines = new DueMachines(
                shop.getBean(JdbcClient.class), shop.getBean(TransactionOperations.class), String.valueOf(secret));
    }

    /** Ticks among many and among few machines, one after the other; what each took, in nanoseconds. */
    private record Pairs(List<Long> many, List<Long> few) {

        Pairs() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        /** The ratio in the middle, with all times in µs. */
        String text() {
            List<Double> ratios = IntStream.range(0, many.size())
                    .mapToObj(pair -> (double) many.get(pair) / few.get(pair))
                    .sorted()
                    .toList();
            return Times.text(ratios.get(ratios.size() / 2)) + " µs " + micros(many) + " : " + micros(few);
        }

        private static List<Long> micros(List<Long> nanos) {
            return nanos.stream().map(time -> time / 1000).toList();
        }
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
        HeapPeak peak = HeapPeak.watched();
        List<Long> shop = new ArrayList<>();
        List<Long> sql = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            machines.wait(MACHINES);
            sql.add(Times.millis(machines::makeBySql));
            String bySql = machines.content();
            machines.wait(MACHINES);
            shop.add(byTheShop());
            requireSame(machines.content(), bySql);
        }
        BenchProcess.print(Integer.toString(MACHINES));
        BenchProcess.print(Times.text(Times.ratio(shop, sql)) + " ms " + shop + " : " + sql);
        BenchProcess.print(Long.toString(peak.megabytes()));
        ticks();
    }

    /** Few and many in turn, and each pair a ratio of its own, because the machine is not equally fast all the time. */
    private void ticks() throws InterruptedException {
        Pairs idle = new Pairs();
        Pairs due = new Pairs();
        for (int pair = 0; pair < PAIRS; pair++) {
            machines.settle(FEW);
            idle.few().add(Times.medianNanos(IDLE_TICKS, instances::advanceDue));
            due.few().add(dueTick());
            machines.settle(MACHINES);
            idle.many().add(Times.medianNanos(IDLE_TICKS, instances::advanceDue));
            due.many().add(dueTick());
        }
        BenchProcess.print(Integer.toString(FEW));
        BenchProcess.print(idle.text());
        BenchProcess.print(Integer.toString(DUE));
        BenchProcess.print(due.text());
    }

    private static void requireSame(String byTheShop, String bySql) {
        System.out.println("Left behind: " + byTheShop);
        if (!byTheShop.equals(bySql)) {
            throw new IllegalStateException("By the shop " + byTheShop + ", by SQL " + bySql);
        }
    }

    private long byTheShop() throws InterruptedException {
        long before = System.nanoTime();
        instances.advanceDue();
        hear();
        return (System.nanoTime() - before) / 1_000_000;
    }

    private void hear() throws InterruptedException {
        if (!publications.await(Duration.ofMinutes(5)) || publications.failed() > 0) {
            throw new IllegalStateException("Listeners failed: " + publications.failed());
        }
    }

    /** What a tick costs that makes some machines, without what is done after it; in nanoseconds. */
    private long dueTick() throws InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int tick = 0; tick < DUE_TICKS; tick++) {
            machines.due(DUE);
            times.add(Times.nanos(this::makeDue));
            hear();
        }
        return Times.median(times);
    }

    private void makeDue() {
        int made = instances.advanceDue();
        if (made != DUE) {
            throw new IllegalStateException(made + " machines were due, not " + DUE);
        }
    }
}
