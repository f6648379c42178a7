package shop.cvm.network;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.cvm.account.AccountId;
import shop.cvm.network.SecurityGroupRule.Direction;
import shop.cvm.network.SecurityGroupRule.Policy;

/** The rows of security groups and their rules. */
@Repository
class SecurityGroupRows {

    private static final int PLACES = SecurityGroups.MOST - SecurityGroupTemplate.values().length;

    private static final String INSERT_RULE = """
            insert into security_group_rules
                (security_group_id, position, direction, protocol, port, range_cidr, policy, description)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    SecurityGroupRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** A group without its rules. */
    private record Head(
            SecurityGroupId id,
            String region,
            String name,
            String description,
            @Nullable SecurityGroupTemplate template,
            int version) {

        SecurityGroup with(List<SecurityGroupRule> rules) {
            return new SecurityGroup(id, region, name, description, template, version, rules);
        }
    }

    Optional<SecurityGroupId> find(AccountId account, String region, SecurityGroupTemplate template) {
        return jdbc.sql("""
                        select security_group_id from security_groups
                        where account_id = ? and region_id = ? and template = ? and is_default
                        """)
                .params(account.accountId(), region, template.name())
                .query((row, number) -> new SecurityGroupId(row.getString("security_group_id")))
                .optional();
    }

    Optional<SecurityGroup> find(AccountId account, SecurityGroupId id) {
        if (!id.isWellFormed()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select * from security_groups
                        where account_id = ? and security_group_id = ? and deleted_at is null
                        """)
                .params(account.accountId(), id.securityGroupId())
                .query(SecurityGroupRows::head)
                .optional()
                .map(head -> withRules(List.of(head)).get(0));
    }

    List<SecurityGroup> ofAccount(AccountId account) {
        return withRules(jdbc.sql("""
                        select * from security_groups where account_id = ? and deleted_at is null
                        order by region_id, case when is_default then 0 else 1 end, template, name, security_group_id
                        """)
                .param(account.accountId())
                .query(SecurityGroupRows::head)
                .list());
    }

    Map<SecurityGroupId, SecurityGroup> find(Collection<SecurityGroupId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Head> heads = jdbc.sql("select * from security_groups where security_group_id in (:ids)")
                .param("ids", texts(ids))
                .query(SecurityGroupRows::head)
                .list();
        return withRules(heads).stream().collect(toMap(SecurityGroup::id, identity()));
    }

    /** @return those of these that are the account's and not deleted, in ascending order of their ids */
    List<SecurityGroupId> lock(AccountId account, Collection<SecurityGroupId> ids) {
        if (!ids.stream().allMatch(SecurityGroupId::isWellFormed)) {
            return List.of();
        }
        return jdbc.sql("""
                        select security_group_id from security_groups
                        where account_id = :account and security_group_id in (:ids) and deleted_at is null
                        order by security_group_id for update
                        """)
                .param("account", account.accountId())
                .param("ids", texts(ids))
                .query((row, number) -> new SecurityGroupId(row.getString(1)))
                .list();
    }

    /** @return its id; empty if the account has no place left there */
    Optional<SecurityGroupId> insert(AccountId account, String region, String name, String description, Instant now) {
        SecurityGroupId id = SecurityGroupId.next();
        for (int place = 0; place < PLACES; place++) {
            int inserted = jdbc.sql("""
                            insert into security_groups
                                (security_group_id, account_id, region_id, name, description, place, created_at)
                            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(id.securityGroupId(), account.accountId(), region, name, description, place)
                    .param(Timestamp.from(now))
                    .update();
            if (inserted == 1) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    boolean rename(AccountId account, SecurityGroupId id, String name, String description) {
        return id.isWellFormed()
                && jdbc.sql("""
                        update security_groups set name = ?, description = ?
                        where account_id = ? and security_group_id = ? and is_default is null and deleted_at is null
                        """)
                                .params(name, description, account.accountId(), id.securityGroupId())
                                .update()
                        == 1;
    }

    /** @return whether it was of this version */
    boolean advance(SecurityGroupId id, int version) {
        return jdbc.sql("update security_groups set version = version + 1 where security_group_id = ? and version = ?")
                        .params(id.securityGroupId(), version)
                        .update()
                == 1;
    }

    boolean delete(AccountId account, SecurityGroupId id, Instant now) {
        return jdbc.sql("""
                        update security_groups set deleted_at = ?, place = null
                        where account_id = ? and security_group_id = ? and is_default is null and deleted_at is null
                        """)
                        .params(Timestamp.from(now), account.accountId(), id.securityGroupId())
                        .update()
                == 1;
    }

    void insertDefaults(AccountId account, String region, Timestamp now) {
        for (SecurityGroupTemplate template : SecurityGroupTemplate.values()) {
            SecurityGroupId id = SecurityGroupId.next();
            int inserted = jdbc.sql("""
                            insert into security_groups
                                (security_group_id, account_id, region_id, template, is_default, created_at)
                            values (?, ?, ?, ?, true, ?) on conflict do nothing
                            """)
                    .params(id.securityGroupId(), account.accountId(), region, template.name(), now)
                    .update();
            if (inserted == 1) {
                insertRules(id, template.rules());
            }
        }
    }

    void insertRules(SecurityGroupId id, List<SecurityGroupRule> rules) {
        Object[][] rowsToWrite = new Object[rules.size()][];
        for (int position = 0; position < rowsToWrite.length; position++) {
            SecurityGroupRule rule = rules.get(position);
            rowsToWrite[position] = new Object[] {
                id.securityGroupId(),
                position,
                rule.direction().name(),
                rule.protocol(),
                rule.port(),
                rule.range(),
                rule.policy().name(),
                rule.description()
            };
        }
        batches.batchUpdate(INSERT_RULE, List.of(rowsToWrite));
    }

    void deleteRules(SecurityGroupId id) {
        jdbc.sql("delete from security_group_rules where security_group_id = ?")
                .param(id.securityGroupId())
                .update();
    }

    private List<SecurityGroup> withRules(List<Head> heads) {
        if (heads.isEmpty()) {
            return List.of();
        }
        Map<String, List<SecurityGroupRule>> rules = jdbc
                .sql("""
                        select * from security_group_rules where security_group_id in (:ids)
                        order by security_group_id, position
                        """)
                .param("ids", texts(heads.stream().map(Head::id).toList()))
                .query((row, number) -> Map.entry(row.getString("security_group_id"), rule(row)))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        return heads.stream()
                .map(head -> head.with(rules.getOrDefault(head.id().securityGroupId(), List.of())))
                .toList();
    }

    private static List<String> texts(Collection<SecurityGroupId> ids) {
        return ids.stream().map(SecurityGroupId::securityGroupId).toList();
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        String template = row.getString("template");
        return new Head(
                new SecurityGroupId(row.getString("security_group_id")),
                row.getString("region_id"),
                row.getString("name"),
                row.getString("description"),
                template == null ? null : SecurityGroupTemplate.valueOf(template),
                row.getInt("version"));
    }

    private static SecurityGroupRule rule(ResultSet row) throws SQLException {
        return new SecurityGroupRule(
                Direction.valueOf(row.getString("direction")),
                Policy.valueOf(row.getString("policy")),
                row.getString("protocol"),
                row.getString("port"),
                row.getString("range_cidr"),
                row.getString("description"));
    }
}
