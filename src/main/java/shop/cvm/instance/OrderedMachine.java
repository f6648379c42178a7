package shop.cvm.instance;

/**
 * A machine that was made for a line of an order.
 *
 * @param orderNumber the order
 * @param line 0 for its first line
 * @param instanceId the machine
 */
public record OrderedMachine(String orderNumber, int line, String instanceId) {}
