package shop.cvm.crash;

import java.util.Arrays;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import shop.cvm.CvmShop;

/**
 * The shop as a process of its own, with a customer inside. The first argument names the boundary and then all boundaries
 * of the test, in their sequence. The customer first presses again whatever an earlier process
 * died over and waits until it has come right, then does what leads to the next boundary; without one, tells how all
 * stands.
 */
public final class CrashingShop {

    /** In place of a boundary: let everything come to its end. */
    static final String NONE = "NONE";

    private CrashingShop() {}

    /** @param args the boundaries, then the shop's settings */
    public static void main(String[] args) {
        ConfigurableApplicationContext shop = new SpringApplicationBuilder(CvmShop.class, Boundaries.class)
                .run(Arrays.copyOfRange(args, 1, args.length));
        StubbornCustomer customer = new StubbornCustomer(shop);
        try {
            List<String> names = List.of(args[0].split(","));
            List<String> all = names.subList(1, names.size());
            boolean last = names.get(0).equals(NONE);
            List<String> earlier = last ? all : all.subList(0, all.indexOf(names.get(0)));
            earlier.forEach(name -> customer.finish(Boundary.valueOf(name)));
            if (last) {
                System.out.println("@@ END " + customer.account());
                System.out.flush();
                shop.close();
                System.exit(0);
            }
            customer.walkInto(Boundary.valueOf(names.get(0)));
        } catch (RuntimeException | Error failed) {
            failed.printStackTrace();
            System.out.println("@@ FAILED " + failed + "; " + customer.whatIsOpen());
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}
