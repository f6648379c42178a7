package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.support.PageableExecutionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;

/**
 * Finds instances of an account. However many accounts there are, only the rows of this one are looked at: every question
 * begins with the index of the account.
 */
@Service
public class InstanceSearch {

    private static final String FROM = " from instances i where i.account_id = :account";

    private final InstanceRows rows;
    private final JdbcClient jdbc;

    InstanceSearch(InstanceRows rows, JdbcClient jdbc) {
        this.rows = rows;
        this.jdbc = jdbc;
    }

    /**
     * What the instances of an account that are not gone differ in.
     *
     * @param zones the zones they are in
     * @param types the instance types they are of
     */
    public record Choices(SortedSet<String> zones, SortedSet<String> types) {}

    /**
     * The instances that fit, newest first, {@link Instances#PAGE_SIZE} at a time.
     *
     * @param page 0 for the first
     */
    @Transactional(readOnly = true)
    public Page<Instance> find(AccountId account, InstanceQuery query, int page) {
        PageRequest asked = PageRequest.of(page, Instances.PAGE_SIZE);
        Map<String, Object> values = new HashMap<>(Map.of("account", account.accountId()));
        String where = FROM + conditions(query, values);
        List<String> ids = jdbc.sql("select i.instance_id" + where
                        + " order by i.paid_at desc, i.instance_id limit " + asked.getPageSize() + " offset "
                        + asked.getOffset())
                .params(values)
                .query(String.class)
                .list();
        return PageableExecutionUtils.getPage(instances(ids), asked, () -> jdbc.sql("select count(*)" + where)
                .params(values)
                .query(Long.class)
                .single());
    }

    /** What there is to choose from. */
    @Transactional(readOnly = true)
    public Choices choices(AccountId account) {
        Choices choices = new Choices(new TreeSet<>(), new TreeSet<>());
        jdbc.sql("""
                        select distinct zone_id, instance_type from instances
                        where account_id = ? and state <> 'TERMINATED'
                        """).param(account.accountId()).query(row -> {
            choices.zones().add(row.getString("zone_id"));
            choices.types().add(row.getString("instance_type"));
        });
        return choices;
    }

    private static String conditions(InstanceQuery query, Map<String, Object> values) {
        List<String> all = new ArrayList<>();
        oneOf(all, values, "state", query.states().stream().map(Enum::name).toList());
        oneOf(all, values, "zone_id", query.zones());
        oneOf(all, values, "instance_type", query.types());
        oneOf(
                all,
                values,
                "charge_type",
                query.chargeTypes().stream().map(Enum::name).toList());
        if (!query.text().isBlank()) {
            String text = escaped(query.text().strip().toLowerCase(Locale.ROOT));
            values.put("beginning", text + "%");
            values.put("part", "%" + text + "%");
            all.add("(i.instance_id like :beginning escape '!' or i.private_ip like :beginning escape '!'"
                    + " or i.public_ip like :beginning escape '!' or lower(i.name) like :part escape '!')");
        }
        if (query.tagKey() != null) {
            all.add(tag(query, values));
        }
        return all.isEmpty() ? "" : " and " + String.join(" and ", all);
    }

    private static void oneOf(List<String> all, Map<String, Object> values, String column, Collection<String> some) {
        if (!some.isEmpty()) {
            values.put(column, some);
            all.add("i." + column + " in (:" + column + ")");
        }
    }

    private static String tag(InstanceQuery query, Map<String, Object> values) {
        values.put("tagKey", Objects.requireNonNull(query.tagKey()));
        String value = "";
        if (query.tagValue() != null) {
            values.put("tagValue", query.tagValue());
            value = " and t.tag_value = :tagValue";
        }
        return "exists (select 1 from instance_tags t where t.instance_id = i.instance_id and t.tag_key = :tagKey"
                + value + ")";
    }

    /** As a pattern takes it for itself. */
    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private List<Instance> instances(List<String> ids) {
        Map<String, Instance> found = rows.findByInstanceIdIn(ids).stream()
                .collect(toMap(instance -> instance.id().instanceId(), identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}
