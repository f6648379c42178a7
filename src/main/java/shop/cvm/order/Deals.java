package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;

/** Finds the lines of an account's orders, page by page, by where their orders are. */
@Service
public class Deals {

    /**
     * Where an order is, as {@link OrderProgress#state()} has it. The database has to know it in order to count.
     */
    private static final String STATE = """
            case when o.state = 'UNPAID' and exists (select 1 from payments p where p.open_for = o.order_number)
                    then 'PAYING'
                when o.state <> 'PAID' then o.state
                when l.kind <> 'PURCHASE' then 'DELIVERED'
                when m.machines > 0 and m.given_up = m.machines then
                    case when m.failed < m.machines then 'DELIVERY_FAILED'
                        when m.given_up > (select sum(r.refunded_count) from order_lines r where r.order_number = o.order_number)
                            then 'REFUNDING'
                        else 'REFUNDED' end
                when m.running > 0 and m.running = m.machines - m.given_up then 'DELIVERED'
                when m.allocated > 0 then 'DELIVERING'
                else 'PAID' end
            """;

    private static final String FROM = """
             from order_lines l join orders o on o.order_number = l.order_number
            left join (
                select order_number, count(*) as machines, count(given_up_at) as given_up, count(failed_at) as failed,
                    count(case when given_up_at is null then allocated_at end) as allocated, count(running_at) as running
                from instances where account_id = :account group by order_number) m on m.order_number = o.order_number
            where o.account_id = :account and o.created_at >= :from and o.created_at <= :to
            """;

    private static final String OF_MACHINE = """
             and (l.instance_id = :machine or l.kind = 'PURCHASE' and exists (
                select 1 from instances i
                where i.instance_id = :machine and i.order_number = l.order_number and i.line = l.line))
            """;

    private final JdbcClient jdbc;
    private final OrderRows rows;
    private final Instances instances;

    Deals(JdbcClient jdbc, OrderRows rows, Instances instances) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.instances = instances;
    }

    /** Some of those that were found, and how many there are. */
    public record Found(long total, List<Deal> deals) {

        public Found {
            deals = List.copyOf(deals);
        }
    }

    private record Row(String order, int line, OrderState state) {}

    /**
     * Looks for lines, those of the newest orders first.
     *
     * @param offset how many of the first to leave out
     * @param limit how many to give at most
     */
    @Transactional(readOnly = true)
    public Found find(AccountId account, DealConditions conditions, long offset, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("account", account.accountId());
        parameters.put("from", conditions.from().atOffset(ZoneOffset.UTC));
        parameters.put("to", conditions.to().atOffset(ZoneOffset.UTC));
        String from = FROM + further(conditions, parameters);
        long total = jdbc.sql("select count(*)" + from)
                .params(parameters)
                .query(Long.class)
                .single();
        if (total <= offset) {
            return new Found(total, List.of());
        }
        List<Row> found = jdbc.sql("select o.order_number, l.line, " + STATE + " as place" + from
                        + " order by o.created_at desc, o.order_number, l.line limit :limit offset :offset")
                .params(parameters)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> new Row(
                        row.getString(1),
                        row.getInt(2),
                        OrderState.valueOf(row.getString(3).strip())))
                .list();
        return new Found(total, deals(account, found));
    }

    private static String further(DealConditions conditions, Map<String, Object> parameters) {
        StringBuilder further = new StringBuilder();
        if (!conditions.states().isEmpty()) {
            further.append(" and ").append(STATE).append(" in (:states)");
            parameters.put(
                    "states", conditions.states().stream().map(OrderState::name).toList());
        }
        if (conditions.order() != null) {
            further.append(" and o.order_number = :order");
            parameters.put("order", conditions.order());
        }
        if (conditions.subOrder() != null) {
            further.append(" and l.sub_order_number = :subOrder");
            parameters.put("subOrder", conditions.subOrder());
        }
        if (conditions.machine() != null) {
            further.append(OF_MACHINE);
            parameters.put("machine", conditions.machine());
        }
        return further.toString();
    }

    private List<Deal> deals(AccountId account, List<Row> found) {
        List<String> numbers = found.stream().map(Row::order).distinct().toList();
        Map<String, Order> orders = rows.findByOrderNumberIn(numbers).stream()
                .collect(toMap(order -> order.number().number(), identity()));
        Map<List<Object>, List<InstanceId>> machines = instances.ofOrders(account, numbers).stream()
                .collect(groupingBy(
                        made -> List.of(made.orderNumber(), made.line()),
                        mapping(made -> new InstanceId(made.instanceId()), toList())));
        return found.stream()
                .map(row -> {
                    Order order = Objects.requireNonNull(orders.get(row.order()));
                    OrderLine line = order.lines().get(row.line());
                    List<InstanceId> about = line.instance()
                            .map(List::of)
                            .orElseGet(
                                    () -> machines.getOrDefault(List.<Object>of(row.order(), row.line()), List.of()));
                    return new Deal(order, line, row.state(), about);
                })
                .toList();
    }
}
