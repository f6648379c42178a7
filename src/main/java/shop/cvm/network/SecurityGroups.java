package shop.cvm.network;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.cvm.account.AccountId;
import shop.cvm.network.SecurityGroupRule.Direction;

/** The rows of security groups and their rules. */
@Repository
class SecurityGroups {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    SecurityGroups(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
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
        return jdbc.sql("select template from security_groups where account_id = ? and security_group_id = ?")
                .params(account.accountId(), id.securityGroupId())
                .query((row, number) -> SecurityGroupTemplate.valueOf(row.getString("template")))
                .optional()
                .map(template -> new SecurityGroup(id, template, rules(id)));
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

    private void insertRules(SecurityGroupId id, List<SecurityGroupRule> rules) {
        List<Object[]> rows = rules.stream()
                .map(rule -> new Object[] {
                    id.securityGroupId(),
                    rules.indexOf(rule),
                    rule.direction().name(),
                    rule.protocol(),
                    rule.port(),
                    rule.range()
                })
                .toList();
        batches.batchUpdate("insert into security_group_rules values (?, ?, ?, ?, ?, ?)", rows);
    }

    private List<SecurityGroupRule> rules(SecurityGroupId id) {
        return jdbc.sql("select * from security_group_rules where security_group_id = ? order by position")
                .param(id.securityGroupId())
                .query((row, number) -> new SecurityGroupRule(
                        Direction.valueOf(row.getString("direction")),
                        row.getString("protocol"),
                        row.getString("port"),
                        row.getString("range_cidr")))
                .list();
    }
}
