package shop.cvm.crash;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import shop.cvm.CvmShop;

/**
 * The shop as a process of its own, with a customer inside. The customer first presses again whatever an earlier process
 * died over and waits until it has come right, then does what leads to the boundaries that this one is to die over, and
 * stays there; without any, tells how all stands.
 */
public final class CrashingShop {

    private CrashingShop() {}

    /** @param args names of boundaries, separated by commas: those to die over, and those of earlier processes; then the shop's settings */
    public static void main(String[] args) {
        ConfigurableApplicationContext shop = new SpringApplicationBuilder(CvmShop.class, Boundaries.class)
                .run(Arrays.copyOfRange(args, 2, args.length));
        StubbornCustomer customer = new StubbornCustomer(shop);
        try {
            boundaries(args[1]).forEach(customer::finish);
            if (args[0].isEmpty()) {
                System.out.println("@@ END " + customer.account());
                System.out.flush();
                shop.close();
                System.exit(0);
            }
            boundaries(args[0]).forEach(customer::walkInto);
            Boundaries.waitToBeKilled();
        } catch (RuntimeException | Error failed) {
            failed.printStackTrace();
            System.out.println("@@ FAILED " + failed + "; " + customer.whatIsOpen());
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    private static List<Boundary> boundaries(String names) {
        return Stream.of(names.split(","))
                .filter(name -> !name.isEmpty())
                .map(Boundary::valueOf)
                .toList();
    }
}
