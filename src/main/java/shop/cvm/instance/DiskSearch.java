package shop.cvm.instance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.DiskUsage;

/** Finds the disks of an account's instances that are not gone, page by page. */
@Service
public class DiskSearch {

    /** What disks are looked for by. */
    public enum Criterion {
        DISK("d.disk_id"),
        USAGE("d.disk_usage"),
        TYPE("d.disk_type"),
        INSTANCE("d.instance_id"),
        ZONE("i.zone_id"),
        CHARGE_TYPE("i.charge_type"),
        /** A key of one of the tags of its instance. */
        TAG_KEY("t.tag_key"),
        /** A value of one of these tags. */
        TAG_VALUE("t.tag_value");

        private final String column;

        Criterion(String column) {
            this.column = column;
        }

        private String condition() {
            String fits = column + " in (:" + name() + ")";
            return column.startsWith("t.")
                    ? "exists (select 1 from instance_tags t where t.instance_id = i.instance_id and " + fits + ")"
                    : fits;
        }
    }

    /** By what time of their instances disks come; what has none comes last. */
    public enum Sequence {
        NEWEST_FIRST("i.paid_at desc"),
        OLDEST_FIRST("i.paid_at"),
        /** By when what was paid for is over. */
        SOONEST_OVER_FIRST("case when i.expires_at is null then 1 else 0 end, i.expires_at"),
        LATEST_OVER_FIRST("case when i.expires_at is null then 1 else 0 end, i.expires_at desc");

        private final String columns;

        Sequence(String columns) {
            this.columns = columns;
        }
    }

    /** Some of those that were found, and how many there are. */
    public record Found(long total, List<OwnedDisk> disks) {

        public Found {
            disks = List.copyOf(disks);
        }
    }

    private final JdbcClient jdbc;

    DiskSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Looks for disks: those of each instance together, the system disk before the others.
     *
     * @param region where
     * @param conditions all have to hold, of the values of each any is enough; none is met by nothing
     * @param sequence which come first
     * @param offset how many of the first to leave out
     * @param limit how many to give at most
     */
    @Transactional(readOnly = true)
    public Found find(
            AccountId account,
            String region,
            Map<Criterion, List<String>> conditions,
            Sequence sequence,
            int offset,
            int limit) {
        if (conditions.values().stream().anyMatch(List::isEmpty)) {
            return new Found(0, List.of());
        }
        StringBuilder from =
                new StringBuilder(" from instance_disks d join instances i on i.instance_id = d.instance_id"
                        + " where i.account_id = :account and i.region_id = :region and i.state <> 'TERMINATED'");
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("account", account.accountId(), "region", region));
        new EnumMap<>(conditions).forEach((criterion, values) -> {
            from.append(" and ").append(criterion.condition());
            parameters.put(criterion.name(), values);
        });
        long total = jdbc.sql("select count(*)" + from)
                .params(parameters)
                .query(Long.class)
                .single();
        if (total <= offset) {
            return new Found(total, List.of());
        }
        List<OwnedDisk> disks = jdbc.sql(
                        "select d.*, i.zone_id, i.charge_type, i.renewal, i.paid_at, i.expires_at" + from + " order by "
                                + sequence.columns + ", i.instance_id, d.position limit :limit offset :offset")
                .params(parameters)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> disk(row))
                .list();
        return new Found(total, disks);
    }

    private static OwnedDisk disk(ResultSet row) throws SQLException {
        @Nullable Timestamp expiresAt = row.getTimestamp("expires_at");
        return new OwnedDisk(
                new InstanceDisk(
                        row.getString("disk_id"),
                        DiskUsage.valueOf(row.getString("disk_usage")),
                        row.getString("disk_type"),
                        row.getInt("size_gb")),
                new InstanceId(row.getString("instance_id")),
                row.getString("zone_id"),
                ChargeType.valueOf(row.getString("charge_type")),
                RenewFlag.valueOf(row.getString("renewal")),
                row.getTimestamp("paid_at").toInstant(),
                expiresAt == null ? null : expiresAt.toInstant());
    }
}
