package shop.cvm.catalog;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the catalogue's tables into a snapshot, each table with one query. Its transactions need a connection and
 * nothing else: at start the catalogue is read, and all other beans are made, while Hibernate still builds itself.
 */
@Component
class CatalogReader {

    private static final int LONGEST_PERIOD = 60;

    private final JdbcTemplate jdbc;
    private final PriceReader prices;
    private final TransactionTemplate transaction;

    CatalogReader(JdbcTemplate jdbc, DataSource database, PriceReader prices) {
        this.jdbc = jdbc;
        this.prices = prices;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.transaction.setReadOnly(true);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The version the database holds now. */
    long version() {
        Long version = jdbc.queryForObject("select version from catalog_version", Long.class);
        return version == null ? 0 : version;
    }

    /** Reads everything in one transaction of its own, so that all of it is of the same version. */
    CatalogSnapshot read() {
        return Objects.requireNonNull(transaction.execute(status -> snapshot()));
    }

    private CatalogSnapshot snapshot() {
        List<Family> families = families();
        List<Region> regions = regions();
        Map<String, Map<Integer, BigDecimal>> factors = discountFactors();
        return new CatalogSnapshot(new CatalogContent(
                version(),
                regions,
                families,
                images(),
                aliases(),
                diskTypes(),
                factors.getOrDefault("CBS", Map.of()),
                prices.read(regions, families, factors),
                zoneTypes(),
                familyDisks(),
                bandwidthCaps(),
                sources()));
    }

    private List<Region> regions() {
        Map<String, List<Zone>> zones = zones();
        Set<String> basic =
                new HashSet<>(jdbc.queryForList("select region_id from catalog_basic_network", String.class));
        return jdbc.query("select * from catalog_region order by position", (row, number) -> {
            String id = row.getString("region_id");
            return new Region(
                    id,
                    row.getInt("region_numeric_id"),
                    localized(row, "name"),
                    localized(row, "city"),
                    row.getString("area"),
                    ofPlace(row.getString("status")),
                    basic.contains(id),
                    zones.getOrDefault(id, List.of()));
        });
    }

    private Map<String, List<Zone>> zones() {
        Map<String, List<Zone>> zones = new HashMap<>();
        jdbc.query("select * from catalog_zone order by position", row -> {
            String id = row.getString("zone_id");
            String region = row.getString("region_id");
            zones.computeIfAbsent(region, key -> new ArrayList<>())
                    .add(new Zone(
                            id,
                            row.getInt("zone_numeric_id"),
                            region,
                            localized(row, "name"),
                            Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)),
                            ofPlace(row.getString("status"))));
        });
        return zones;
    }

    private List<Family> families() {
        Map<String, List<InstanceType>> types = types();
        return jdbc.query(
                "select * from catalog_family order by position",
                (row, number) -> new Family(
                        row.getString("family_id"),
                        localized(row, "name"),
                        row.getString("category"),
                        localized(row, "category"),
                        row.getInt("generation"),
                        text(row, "cpu_model"),
                        row.getString("architecture"),
                        networkTypes(text(row, "network_type")),
                        new Localized(text(row, "facts_en"), text(row, "facts_zh")),
                        ofStatus(row.getString("sale_status")),
                        types.getOrDefault(row.getString("family_id"), List.of())));
    }

    private Map<String, List<InstanceType>> types() {
        Map<String, List<InstanceType>> types = new HashMap<>();
        jdbc.query("select * from catalog_instance_type order by position", row -> {
            String family = row.getString("family_id");
            types.computeIfAbsent(family, key -> new ArrayList<>())
                    .add(new InstanceType(
                            row.getString("instance_type"),
                            family,
                            row.getInt("vcpu"),
                            row.getInt("memory_gib"),
                            row.getBigDecimal("gpu_count"),
                            text(row, "gpu_model"),
                            row.getBigDecimal("bandwidth_gbps"),
                            integer(row, "packets_per_second"),
                            localDisks(row),
                            ofStatus(row.getString("sale_status"))));
        });
        return types;
    }

    private List<Image> images() {
        return jdbc.query(
                "select * from catalog_image order by position",
                (row, number) -> new Image(
                        row.getString("image_id"),
                        row.getString("platform"),
                        OsType.valueOf(row.getString("os_type")),
                        row.getString("os_version"),
                        localized(row, "name"),
                        row.getString("architecture"),
                        "LISTED".equals(row.getString("status"))));
    }

    private Map<String, String> aliases() {
        Map<String, String> aliases = new HashMap<>();
        jdbc.query("select alias, image_id from catalog_image_alias", row -> {
            aliases.put(row.getString("alias"), row.getString("image_id"));
        });
        return aliases;
    }

    private List<DiskType> diskTypes() {
        return jdbc.query(
                "select * from catalog_disk_type order by position",
                (row, number) -> new DiskType(
                        row.getString("disk_type"),
                        localized(row, "name"),
                        limits(row, "system"),
                        limits(row, "data"),
                        "LISTED".equals(row.getString("sale_status"))));
    }

    /** What each scheme leaves of the price, for the periods that machines and disks are both sold for. */
    private Map<String, Map<Integer, BigDecimal>> discountFactors() {
        List<Integer> months =
                jdbc.query("select period_months from catalog_period where cloud_disk", (row, number) -> row.getInt(1));
        Map<String, Map<Integer, BigDecimal>> factors = new HashMap<>();
        jdbc.query("select * from catalog_discount", row -> {
            Map<Integer, BigDecimal> scheme =
                    factors.computeIfAbsent(row.getString("scheme_id"), key -> new TreeMap<>());
            BigDecimal factor = row.getBigDecimal("factor").stripTrailingZeros();
            int min = row.getInt("min_months");
            int max = Math.min(row.getInt("max_months"), LONGEST_PERIOD);
            months.stream().filter(month -> month >= min && month <= max).forEach(month -> scheme.put(month, factor));
        });
        return factors;
    }

    private Map<String, Set<String>> zoneTypes() {
        Map<String, Set<String>> types = new HashMap<>();
        jdbc.query("select zone_id, instance_type from stock", row -> {
            types.computeIfAbsent(row.getString("zone_id"), key -> new HashSet<>())
                    .add(row.getString("instance_type"));
        });
        return types;
    }

    private Map<String, Map<DiskUsage, Set<String>>> familyDisks() {
        Map<String, Map<DiskUsage, Set<String>>> disks = new HashMap<>();
        jdbc.query("select family_id, disk_usage, disk_type from catalog_family_disk", row -> {
            disks.computeIfAbsent(row.getString("family_id"), key -> new HashMap<>())
                    .computeIfAbsent(DiskUsage.valueOf(row.getString("disk_usage")), key -> new HashSet<>())
                    .add(row.getString("disk_type"));
        });
        return disks;
    }

    private List<BandwidthCap> bandwidthCaps() {
        return jdbc.query(
                "select * from catalog_bandwidth_cap where created like 'since%' order by position",
                (row, number) -> new BandwidthCap(
                        row.getString("network_charge_type"),
                        row.getString("instance_charge_type"),
                        zonesOf(row.getString("zones")),
                        integer(row, "min_vcpu"),
                        integer(row, "max_vcpu"),
                        row.getInt("max_mbps")));
    }

    private Map<String, Source> sources() {
        Map<String, Source> sources = new HashMap<>();
        jdbc.query("select * from catalog_source", row -> {
            sources.put(
                    row.getString("source_id"),
                    new Source(
                            row.getString("source_id"),
                            row.getString("publisher"),
                            row.getString("title"),
                            row.getString("page"),
                            row.getString("doc_date")));
        });
        return sources;
    }

    private static DiskType.Limits limits(ResultSet row, String use) throws SQLException {
        Integer min = integer(row, use + "_min_gb");
        Integer max = integer(row, use + "_max_gb");
        Integer step = integer(row, use + "_step_gb");
        if (!row.getBoolean(use + "_disk") || min == null || max == null || step == null) {
            return new DiskType.Limits(false, 0, 0, 1);
        }
        return new DiskType.Limits(true, min, max, step);
    }

    private static InstanceType.@Nullable LocalDisks localDisks(ResultSet row) throws SQLException {
        String type = row.getString("local_disk_type");
        return type == null
                ? null
                : new InstanceType.LocalDisks(type, row.getInt("local_disk_count"), row.getInt("local_disk_gb_each"));
    }

    private static Set<NetworkType> networkTypes(String names) {
        return names.contains("CLASSIC") ? EnumSet.allOf(NetworkType.class) : EnumSet.of(NetworkType.VPC);
    }

    private static Set<String> zonesOf(String zones) {
        return zones.equals("ALL") || zones.equals("OTHERS") ? Set.of() : Set.copyOf(Arrays.asList(zones.split(";")));
    }

    private static @Nullable Unavailability ofPlace(String status) {
        return switch (status) {
            case "AVAILABLE" -> null;
            case "SOLD_OUT" -> Unavailability.SOLD_OUT;
            case "RESTRICTED" -> Unavailability.RESTRICTED;
            default -> Unavailability.CLOSED;
        };
    }

    private static @Nullable Unavailability ofStatus(String status) {
        return switch (status) {
            case "LISTED" -> null;
            case "INVITE" -> Unavailability.BY_APPLICATION;
            default -> Unavailability.WITHDRAWN;
        };
    }

    private static Localized localized(ResultSet row, String column) throws SQLException {
        return new Localized(row.getString(column + "_en"), row.getString(column + "_zh"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
