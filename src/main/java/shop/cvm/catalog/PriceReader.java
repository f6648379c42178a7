package shop.cvm.catalog;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import shop.cvm.money.HourlyRate;

/**
 * Reads the price book. Of several rows for the same thing the latest wins, up to the price date of the settings;
 * which row prices an operating system is {@link OsPrices}' business.
 */
@Component
class PriceReader {

    private static final LocalDate FOREVER = LocalDate.of(9999, 12, 31);

    private final JdbcTemplate jdbc;
    private final Date priceDate;

    PriceReader(JdbcTemplate jdbc, CatalogSettings settings) {
        this.jdbc = jdbc;
        LocalDate date = settings.priceDate();
        this.priceDate = Date.valueOf(date == null ? FOREVER : date);
    }

    Map<String, RegionPrices> read(
            List<Region> regions, List<Family> families, Map<String, Map<Integer, BigDecimal>> factors) {
        Map<String, OsPrices> compute = compute(factors);
        Map<String, Map<String, OsPrices.WindowsFactor>> windowsFactors = windowsFactors();
        Map<String, Map<ChargeType, Map<String, UnitPrice>>> disks = disks();
        Map<String, Map<String, BandwidthPrice>> network = network();
        Map<String, RegionPrices> prices = new HashMap<>();
        for (Region region : regions) {
            String id = region.id();
            OsPrices rows = compute.getOrDefault(id, new OsPrices());
            prices.put(
                    id,
                    new RegionPrices(
                            rows.byOs(families, windowsFactors.getOrDefault(id, Map.of())),
                            disks.getOrDefault(id, Map.of()),
                            bandwidth(network.getOrDefault(id, Map.of())),
                            traffic(network.getOrDefault(id, Map.of()))));
        }
        return prices;
    }

    private Map<String, OsPrices> compute(Map<String, Map<Integer, BigDecimal>> factors) {
        Map<String, OsPrices> prices = new HashMap<>();
        jdbc.query(
                """
                select * from catalog_instance_price
                where effective_from <= ? order by effective_from, from_hours
                """,
                row -> {
                    OsPrices region = prices.computeIfAbsent(row.getString("region_id"), key -> new OsPrices());
                    if (row.getString("charge_type").equals(ChargeType.PREPAID.name())) {
                        region.addPrepaid(
                                row.getString("os"),
                                row.getString("instance_type"),
                                decimal(row, "price"),
                                factors.getOrDefault(row.getString("discount_scheme"), Map.of()),
                                source(row));
                    } else {
                        region.addStep(row.getString("os"), row.getString("instance_type"), step(row), source(row));
                    }
                },
                priceDate);
        return prices;
    }

    /** The factor measured on prices in CNY wins over the one measured on lists in USD. */
    private Map<String, Map<String, OsPrices.WindowsFactor>> windowsFactors() {
        Map<String, Map<String, OsPrices.WindowsFactor>> factors = new HashMap<>();
        jdbc.query("select * from catalog_windows_factor order by sample desc", row -> {
            factors.computeIfAbsent(row.getString("region_id"), key -> new HashMap<>())
                    .put(
                            row.getString("family_id"),
                            new OsPrices.WindowsFactor(decimal(row, "windows_to_linux"), row.getString("source_id")));
        });
        return factors;
    }

    private Map<String, Map<ChargeType, Map<String, UnitPrice>>> disks() {
        Map<String, Map<ChargeType, Map<String, UnitPrice>>> disks = new HashMap<>();
        jdbc.query(
                """
                select * from catalog_disk_price
                where currency = 'CNY' and effective_from <= ? order by effective_from
                """,
                row -> {
                    disks.computeIfAbsent(row.getString("region_id"), key -> new EnumMap<>(ChargeType.class))
                            .computeIfAbsent(ChargeType.valueOf(row.getString("charge_type")), key -> new HashMap<>())
                            .put(row.getString("disk_type"), new UnitPrice(decimal(row, "price"), source(row)));
                },
                priceDate);
        return disks;
    }

    /** Tiers by region and network charge type, of the latest date only. */
    private Map<String, Map<String, BandwidthPrice>> network() {
        Map<String, Map<String, BandwidthPrice>> network = new HashMap<>();
        jdbc.query(
                """
                select * from catalog_bandwidth_price
                where currency = 'CNY' and effective_from <= ? order by effective_from
                """,
                row -> {
                    BandwidthPrice one = new BandwidthPrice(List.of(tier(row)), source(row));
                    network.computeIfAbsent(row.getString("region_id"), key -> new HashMap<>())
                            .merge(row.getString("network_charge_type"), one, PriceReader::merged);
                },
                priceDate);
        return network;
    }

    private static BandwidthPrice merged(BandwidthPrice earlier, BandwidthPrice next) {
        if (!earlier.source().effectiveFrom().equals(next.source().effectiveFrom())) {
            return next;
        }
        List<BandwidthPrice.Tier> tiers = new ArrayList<>(earlier.tiers());
        tiers.addAll(next.tiers());
        tiers.sort(Comparator.comparingInt(BandwidthPrice.Tier::fromMbps));
        return new BandwidthPrice(tiers, next.source());
    }

    private static Map<ChargeType, BandwidthPrice> bandwidth(Map<String, BandwidthPrice> network) {
        Map<ChargeType, BandwidthPrice> bandwidth = new EnumMap<>(ChargeType.class);
        for (ChargeType chargeType : ChargeType.values()) {
            BandwidthPrice price = network.get(InternetChargeType.BANDWIDTH.apiName(chargeType));
            if (price != null) {
                bandwidth.put(chargeType, price);
            }
        }
        return bandwidth;
    }

    private static @Nullable UnitPrice traffic(Map<String, BandwidthPrice> network) {
        BandwidthPrice price = network.get(InternetChargeType.TRAFFIC.apiName(ChargeType.PREPAID));
        return price == null ? null : new UnitPrice(price.tiers().get(0).perMbps(), price.source());
    }

    private static BandwidthPrice.Tier tier(ResultSet row) throws SQLException {
        return new BandwidthPrice.Tier(row.getInt("from_mbps"), integer(row, "to_mbps"), decimal(row, "price"));
    }

    private static ComputePrice.Step step(ResultSet row) throws SQLException {
        return new ComputePrice.Step(
                row.getInt("from_hours"), integer(row, "to_hours"), new HourlyRate(decimal(row, "price")));
    }

    private static PriceSource source(ResultSet row) throws SQLException {
        boolean estimated = row.getString("confidence").equals("low");
        return new PriceSource(row.getString("source_id"), row.getString("effective_from"), estimated);
    }

    private static BigDecimal decimal(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).stripTrailingZeros();
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
