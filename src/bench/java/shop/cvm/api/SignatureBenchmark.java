package shop.cvm.api;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import shop.cvm.account.NewApiKey;

/** Reading a signed request for a purchase, and checking its signature, by the current scheme. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SignatureBenchmark {

    private static final String PURCHASE = """
            {"InstanceChargeType":"PREPAID","InstanceChargePrepaid":{"Period":1,"RenewFlag":"NOTIFY_AND_AUTO_RENEW"},
            "Placement":{"Zone":"ap-guangzhou-3"},"InstanceType":"S5.MEDIUM4","ImageId":"img-487zeit5",
            "SystemDisk":{"DiskType":"CLOUD_PREMIUM","DiskSize":50},
            "DataDisks":[{"DiskSize":100,"DiskType":"CLOUD_PREMIUM"}],"InstanceCount":1,"InstanceName":"web",
            "LoginSettings":{"Password":"Qcloud@Test123++"}}""";

    private final NewApiKey key = new NewApiKey("AKIDbenchmark", "secretOfTheBenchmark0");
    private final Incoming request = SignedCalls.json(key, 1_795_404_800L, "RunInstances", PURCHASE);

    @Benchmark
    public boolean signature() {
        return Tc3Request.of(request).isSignedWith(key.secretKey());
    }
}
