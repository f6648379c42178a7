package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import shop.cvm.instance.Batch;
import shop.cvm.instance.InstanceId;

/**
 * A prepaid machine that becomes something else.
 *
 * @param instance it
 * @param configured how often it had been configured when that was ordered
 * @param until when its time ends, for which it is paid then
 * @param takesHost whether it needs a host of another type
 * @param batch it alone, as it is to be
 * @param due what is to be paid; zero or more
 * @param listDue the same before discount
 * @param paidBack what is paid back; zero or more
 * @param moreDays how many days longer it lasts instead
 * @param items what is paid for, component by component; what is left of what was paid, if it gets cheaper
 */
record ChangedMachine(
        InstanceId instance,
        int configured,
        Instant until,
        boolean takesHost,
        Batch batch,
        Money due,
        Money listDue,
        Money paidBack,
        int moreDays,
        List<OrderItem> items) {

    ChangedMachine {
        items = List.copyOf(items);
    }
}
