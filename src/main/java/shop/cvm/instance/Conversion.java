package shop.cvm.instance;

import java.util.List;
import org.joda.money.Money;

/**
 * Time for a machine that was paid by the hour, because it has just been paid in advance.
 *
 * @param instance the machine
 * @param orderNumber the order that paid it
 * @param line its line, 0 for the first
 * @param months how much
 * @param paid what was paid for it
 * @param autoRenew whether it renews itself
 * @param rates what is still charged by use: traffic, if its network is paid for by that
 */
public record Conversion(
        InstanceId instance,
        String orderNumber,
        int line,
        int months,
        Money paid,
        boolean autoRenew,
        List<InstanceRate> rates) {

    public Conversion {
        rates = List.copyOf(rates);
    }
}
