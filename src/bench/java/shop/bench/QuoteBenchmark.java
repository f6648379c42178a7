package shop.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.RandomSpecs;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;

/** One quote, check included, over a thousand different specifications. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class QuoteBenchmark {

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();
    private final InstanceSpec[] specs = specs();
    private int next;

    @Benchmark
    public Quote quote() {
        next = (next + 1) % specs.length;
        return Pricing.quote(catalog, specs[next], 2);
    }

    private InstanceSpec[] specs() {
        RandomSpecs random = new RandomSpecs(catalog);
        SplittableRandom seed = new SplittableRandom(1);
        return Stream.generate(() -> random.next(seed)).limit(1_000).toArray(InstanceSpec[]::new);
    }
}
