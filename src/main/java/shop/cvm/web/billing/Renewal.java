package shop.cvm.web.billing;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;

/**
 * A prepaid machine whose time runs out.
 *
 * @param instance it
 * @param price what the same period costs again by the current price book; null if it is not sold any more
 */
record Renewal(Instance instance, @Nullable Money price) {}
