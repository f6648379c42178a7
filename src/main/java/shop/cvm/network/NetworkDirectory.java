package shop.cvm.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;

/** The networks that an account has in a region, and the security groups in front of its machines. */
@Service
public class NetworkDirectory {

    private final JdbcClient jdbc;

    NetworkDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A private network. */
    public record Vpc(String id, String cidr, boolean isDefault, Instant createdAt) {}

    /** A range of a private network, in one zone. */
    public record VpcSubnet(String id, String vpc, String zone, String cidr, boolean isDefault, Instant createdAt) {}

    /**
     * A security group.
     *
     * @param template what a default group was made from; null for one that its owner has made
     * @param name what its owner calls it; of a default group that of its template
     */
    public record Group(
            String id, @Nullable SecurityGroupTemplate template, String name, String description, Instant createdAt) {}

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Vpc> vpcs(AccountId account, String region) {
        return jdbc.sql("select * from vpcs where account_id = ? and region_id = ? order by created_at, vpc_id")
                .params(account.accountId(), region)
                .query((row, number) -> new Vpc(
                        row.getString("vpc_id"), row.getString("cidr"), row.getBoolean("is_default"), created(row)))
                .list();
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<VpcSubnet> subnets(AccountId account, String region) {
        return jdbc.sql("""
                        select s.* from subnets s join vpcs v on v.vpc_id = s.vpc_id
                        where v.account_id = ? and v.region_id = ? order by s.created_at, s.subnet_id
                        """)
                .params(account.accountId(), region)
                .query((row, number) -> new VpcSubnet(
                        row.getString("subnet_id"),
                        row.getString("vpc_id"),
                        row.getString("zone_id"),
                        row.getString("cidr"),
                        row.getBoolean("is_default"),
                        created(row)))
                .list();
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Group> groups(AccountId account, String region) {
        return jdbc.sql("""
                        select security_group_id, template, name, description, created_at from security_groups
                        where account_id = ? and region_id = ? and deleted_at is null
                        order by created_at, template desc, security_group_id
                        """)
                .params(account.accountId(), region)
                .query((row, number) -> group(row))
                .list();
    }

    private static Group group(ResultSet row) throws SQLException {
        String template = row.getString("template");
        return new Group(
                row.getString("security_group_id"),
                template == null ? null : SecurityGroupTemplate.valueOf(template),
                template == null ? row.getString("name") : template,
                row.getString("description"),
                created(row));
    }

    private static Instant created(ResultSet row) throws SQLException {
        return row.getTimestamp("created_at").toInstant();
    }
}
