package shop.cvm.order;

import java.time.Instant;
import org.joda.money.Money;
import shop.cvm.instance.InstanceId;

/**
 * A return that was offered to the owner of a machine, and accepted.
 *
 * @param instance the machine
 * @param kind by which rule
 * @param at as of when its use was valued
 * @param refund what is to be paid back
 */
public record AgreedReturn(InstanceId instance, ReturnKind kind, Instant at, Money refund) {}
