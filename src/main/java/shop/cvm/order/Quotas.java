package shop.cvm.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Zone;

/**
 * Counts what accounts buy in each zone. A row holds the count and the most it may be: taking is one conditional
 * statement, and a check of the database stands behind it.
 */
@Component
class Quotas {

    private static final String KEY = """
            where account_id = :account and zone_id = :zone and charge_type = :chargeType and counted_in = :countedIn
            """;

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final OrderSettings settings;

    Quotas(JdbcClient jdbc, Catalog catalog, OrderSettings settings) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.settings = settings;
    }

    /** What the account has left in this zone at this moment. */
    @Transactional(readOnly = true)
    public Quota quota(AccountId account, String zone, ChargeType chargeType, Instant now) {
        return quota(QuotaKey.of(account, zone, chargeType, now));
    }

    /**
     * Counts all machines of an order.
     *
     * @throws QuotaExceeded if one of the quotas is too small; the caller's transaction must end then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(Order order) {
        counts(List.of(order)).forEach(this::take);
    }

    /** Gives back all machines of orders that came to nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(Collection<Order> orders) {
        counts(orders).forEach(this::release);
    }

    /** Gives back some machines of lines: they were never delivered, or, postpaid, exist no longer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(Map<OrderLine, Integer> machines) {
        SortedMap<QuotaKey, Integer> counts = new TreeMap<>(QuotaKey.SEQUENCE);
        machines.forEach((line, count) -> counts.merge(QuotaKey.of(line), count, Integer::sum));
        counts.forEach(this::release);
    }

    /** Gives back machines that are not paid by the hour any more, because they are paid in advance. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseConverted(Collection<OrderLine> conversions) {
        SortedMap<QuotaKey, Integer> counts = new TreeMap<>(QuotaKey.SEQUENCE);
        conversions.forEach(line -> counts.merge(QuotaKey.beforeConversion(line), 1, Integer::sum));
        counts.forEach(this::release);
    }

    private void take(QuotaKey key, int count) {
        int total = total(key);
        boolean taken = count <= total
                && (add(key, count, total) > 0 || insert(key, count, total) > 0 || add(key, count, total) > 0);
        if (!taken) {
            throw new QuotaExceeded(quota(key), count);
        }
    }

    /** The first purchase: nothing is there to be added to, unless another first one has just come before. */
    private int insert(QuotaKey key, int count, int total) {
        return statement(key, """
                        insert into quotas (account_id, zone_id, charge_type, counted_in, used, total)
                        values (:account, :zone, :chargeType, :countedIn, :count, :total)
                        on conflict do nothing
                        """).param("count", count).param("total", total).update();
    }

    private int add(QuotaKey key, int count, int total) {
        return statement(
                        key,
                        "update quotas set used = used + :count, total = :total " + KEY
                                + " and used + :count <= :total")
                .param("count", count)
                .param("total", total)
                .update();
    }

    private void release(QuotaKey key, int count) {
        statement(key, "update quotas set used = used - :count " + KEY)
                .param("count", count)
                .update();
    }

    private Quota quota(QuotaKey key) {
        int used = statement(key, "select used from quotas " + KEY)
                .query(Integer.class)
                .optional()
                .orElse(0);
        return new Quota(key.zone(), key.chargeType(), total(key), used);
    }

    private JdbcClient.StatementSpec statement(QuotaKey key, String sql) {
        return jdbc.sql(sql)
                .param("account", key.account().accountId())
                .param("zone", key.zone())
                .param("chargeType", key.chargeType().name())
                .param("countedIn", key.countedIn());
    }

    private int total(QuotaKey key) {
        Zone zone = catalog.snapshot().zone(key.zone());
        boolean mainland = zone != null && catalog.snapshot().regionOf(zone).isMainland();
        return settings.quota().total(mainland, key.chargeType());
    }

    private static SortedMap<QuotaKey, Integer> counts(Collection<Order> orders) {
        SortedMap<QuotaKey, Integer> counts = new TreeMap<>(QuotaKey.SEQUENCE);
        orders.stream()
                .flatMap(order -> order.lines().stream())
                .filter(OrderLine::isCounted)
                .forEach(line -> counts.merge(QuotaKey.of(line), line.count(), Integer::sum));
        return counts;
    }
}
