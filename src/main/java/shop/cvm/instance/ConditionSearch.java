package shop.cvm.instance;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;

/**
 * Finds those of an account's instances that are not gone, by what is true of them, as the cloud API asks: any of several
 * values of any of several conditions. {@link InstanceSearch} is what the pages need.
 */
@Service
public class ConditionSearch {

    private static final char ESCAPE = '!';

    private final EntityManager entities;
    private final InstanceGroups groups;

    ConditionSearch(EntityManager entities, InstanceGroups groups) {
        this.entities = entities;
        this.groups = groups;
    }

    /**
     * Some of what was found.
     *
     * @param total how many there are
     * @param instances with their disks, newest first
     */
    public record Found(long total, List<Instance> instances) {

        public Found {
            instances = List.copyOf(instances);
        }
    }

    /**
     * Looks for instances.
     *
     * @param offset how many of the newest to leave out
     * @param limit how many to give at most
     */
    @Transactional(readOnly = true)
    public Found find(AccountId account, InstanceConditions query, int offset, int limit) {
        if (query.conditions().values().stream().anyMatch(List::isEmpty)) {
            return new Found(0, List.of());
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("account", account.accountId());
        String where =
                " from Instance i where i.accountId = :account and i.state <> shop.cvm.instance.InstanceState.TERMINATED"
                        + conditions(query, parameters);
        long total = with(entities.createQuery("select count(i)" + where, Long.class), parameters)
                .getSingleResult();
        String sorted = "select i" + where + " order by i.paidAt desc, i.instanceId";
        List<Instance> instances = total <= offset
                ? List.of()
                : with(entities.createQuery(sorted, Instance.class), parameters)
                        .setFirstResult(offset)
                        .setMaxResults(limit)
                        .getResultList();
        instances.forEach(Instance::disks);
        return new Found(total, instances);
    }

    private String conditions(InstanceConditions query, Map<String, Object> parameters) {
        String where = query.conditions().entrySet().stream()
                .map(condition -> " and (" + condition(condition.getKey(), condition.getValue(), parameters) + ")")
                .collect(Collectors.joining());
        for (TagCondition tag : query.tags()) {
            where += " and " + tagged(tag, parameters);
        }
        if (query.region() != null) {
            parameters.put("region", query.region());
            where += " and i.shape.regionId = :region";
        }
        if (query.from() != null) {
            parameters.put("from", query.from());
            where += " and i.paidAt >= :from";
        }
        if (query.to() != null) {
            parameters.put("to", query.to());
            where += " and i.paidAt <= :to";
        }
        return where;
    }

    private String condition(InstanceCriterion criterion, List<String> texts, Map<String, Object> parameters) {
        if (criterion == InstanceCriterion.NAME) {
            return texts.stream()
                    .map(text -> "i.name like :" + parameter(pattern(text), parameters) + " escape '" + ESCAPE + "'")
                    .collect(Collectors.joining(" or "));
        }
        List<?> values = criterion.values(texts);
        if (values.isEmpty()) {
            return "1 = 0";
        }
        String fits = criterion.path() + " in :" + parameter(values, parameters);
        return switch (criterion) {
            case DISK ->
                "exists (select d.diskId from Instance o join o.disks d where o.instanceId = i.instanceId and " + fits
                        + ")";
            case SECURITY_GROUP -> fits + " or i.instanceId in :" + parameter(groups.behind(texts), parameters);
            default -> fits;
        };
    }

    /** Tags are rows that no object has. */
    private static String tagged(TagCondition tag, Map<String, Object> parameters) {
        List<String> arguments = new ArrayList<>(List.of("i.instanceId"));
        String sql = "(select count(*) from instance_tags t where t.instance_id = ?"
                + in("t.tag_key", tag.keys(), arguments, parameters)
                + in("t.tag_value", tag.values(), arguments, parameters) + ")";
        return "cast(sql('" + sql + "', " + String.join(", ", arguments) + ") as Long) > 0";
    }

    private static String in(
            String column, List<String> values, List<String> arguments, Map<String, Object> parameters) {
        if (values.isEmpty()) {
            return "";
        }
        values.forEach(value -> arguments.add(":" + parameter(value, parameters)));
        return " and " + column + " in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }

    private static String parameter(Object value, Map<String, Object> parameters) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return name;
    }

    private static String pattern(String text) {
        boolean open = text.length() > 1 && text.startsWith("*");
        boolean openEnd = text.length() > 1 && text.endsWith("*");
        String plain = text.substring(open ? 1 : 0, text.length() - (openEnd ? 1 : 0));
        return (open ? "%" : "") + plain.replaceAll("([!%_])", ESCAPE + "$1") + (openEnd ? "%" : "");
    }

    private static <T> TypedQuery<T> with(TypedQuery<T> query, Map<String, Object> parameters) {
        parameters.forEach(query::setParameter);
        return query;
    }
}
