package shop.cvm.audit;

import java.io.PrintStream;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * With the profile {@code check} the shop opens no page and does no work: it checks its invariants, prints them and ends,
 * with 1 if one is broken. For a database that was restored, before anybody buys from it.
 */
@Component
@Profile("check")
class CheckRun implements ApplicationRunner {

    private final Audit audit;
    private final ConfigurableApplicationContext shop;

    CheckRun(Audit audit, ConfigurableApplicationContext shop) {
        this.audit = audit;
        this.shop = shop;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        int code = check(System.out);
        System.exit(SpringApplication.exit(shop, () -> code));
    }

    /** @return 0 if all invariants hold, else 1 */
    int check(PrintStream out) {
        AuditReport report = audit.run();
        report.invariants()
                .forEach(invariant -> out.println((invariant.holds() ? "holds   " : "BROKEN  ")
                        + invariant.name()
                        + (invariant.holds() ? "" : ": " + invariant.detail())));
        out.printf(
                "%d invariants, %d broken%n",
                report.invariants().size(), report.broken().size());
        return report.holds() ? 0 : 1;
    }
}
