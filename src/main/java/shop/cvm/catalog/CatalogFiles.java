package shop.cvm.catalog;

import static shop.cvm.catalog.CatalogFile.date;
import static shop.cvm.catalog.CatalogFile.decimal;
import static shop.cvm.catalog.CatalogFile.integer;
import static shop.cvm.catalog.CatalogFile.text;
import static shop.cvm.catalog.CatalogFile.yesNo;

import java.util.List;
import shop.cvm.catalog.CatalogFile.Column;

/** The files of the catalogue in the order in which they are loaded: what is referred to comes first. */
final class CatalogFiles {

    static final List<CatalogFile> ALL = List.of(
            file(
                    "sources",
                    "catalog_source",
                    List.of("source_id"),
                    text("source_id"),
                    text("publisher"),
                    text("title"),
                    text("page").optional(),
                    text("doc_date").optional()),
            file(
                    "regions",
                    "catalog_region",
                    List.of("region_id"),
                    text("region_id"),
                    integer("region_numeric_id"),
                    text("name_en"),
                    text("name_zh"),
                    text("city_en"),
                    text("city_zh"),
                    text("area").oneOf("China", "APAC", "Americas", "Europe"),
                    text("status").oneOf("AVAILABLE", "RESTRICTED", "UNAVAILABLE")),
            file("basic_network", "catalog_basic_network", List.of("region_id"), region()),
            file(
                    "zones",
                    "catalog_zone",
                    List.of("zone_id"),
                    text("zone_id"),
                    region(),
                    integer("zone_numeric_id"),
                    text("name_en"),
                    text("name_zh"),
                    text("status").oneOf("AVAILABLE", "SOLD_OUT", "RESTRICTED", "UNAVAILABLE")),
            file(
                    "families",
                    "catalog_family",
                    List.of("family_id"),
                    text("family_id"),
                    text("name_en"),
                    text("name_zh"),
                    text("category"),
                    text("category_en"),
                    text("category_zh"),
                    integer("generation"),
                    text("cpu_model").optional(),
                    text("architecture").oneOf("x86_64", "arm64"),
                    text("network_type").optional(),
                    saleStatus(),
                    text("facts_en").optional(),
                    text("facts_zh").optional()),
            file(
                    "instance_types",
                    "catalog_instance_type",
                    List.of("instance_type"),
                    text("instance_type"),
                    family(),
                    integer("vcpu").positive(),
                    integer("memory_gib").positive(),
                    decimal("gpu_count"),
                    text("gpu_model").optional(),
                    integer("packets_per_second").optional(),
                    decimal("bandwidth_gbps").optional(),
                    text("local_disk_type").optional(),
                    integer("local_disk_count").optional(),
                    integer("local_disk_gb_each").optional(),
                    saleStatus()),
            file(
                            "instance_prices",
                            "catalog_instance_price",
                            List.of("region_id", "instance_type", "os", "charge_type", "from_hours", "effective_from"),
                            region(),
                            text("instance_type").in("instance_types", "instance_type"),
                            text("os").oneOf("ANY", "LINUX", "WINDOWS"),
                            chargeType(),
                            integer("from_hours").optional(),
                            integer("to_hours").optional(),
                            decimal("price").positive(),
                            confidence(),
                            text("discount_scheme").optional().in("discounts", "scheme_id"),
                            date("effective_from"),
                            text("source_id"))
                    .stepped("from_hours", "to_hours", 3),
            file(
                    "discounts",
                    "catalog_discount",
                    List.of("scheme_id", "min_months"),
                    text("scheme_id"),
                    integer("min_months"),
                    integer("max_months"),
                    decimal("factor").factor(),
                    text("source_id")),
            file(
                    "periods",
                    "catalog_period",
                    List.of("period_months"),
                    integer("period_months").positive(),
                    yesNo("cloud_disk")),
            file(
                    "disk_types",
                    "catalog_disk_type",
                    List.of("disk_type"),
                    text("disk_type"),
                    text("name_en"),
                    text("name_zh"),
                    yesNo("system_disk"),
                    yesNo("data_disk"),
                    integer("system_min_gb").optional(),
                    integer("system_max_gb").optional(),
                    integer("system_step_gb").positive().optional(),
                    integer("data_min_gb").optional(),
                    integer("data_max_gb").optional(),
                    integer("data_step_gb").positive().optional(),
                    text("sale_status").oneOf("LISTED", "LEGACY", "BOUND")),
            file(
                    "family_disks",
                    "catalog_family_disk",
                    List.of("family_id", "disk_usage", "disk_type"),
                    family(),
                    text("disk_usage").oneOf("SYSTEM_DISK", "DATA_DISK"),
                    diskType()),
            file(
                    "disk_prices",
                    "catalog_disk_price",
                    List.of("region_id", "disk_type", "charge_type", "currency", "effective_from"),
                    region(),
                    diskType(),
                    chargeType(),
                    decimal("price").positive(),
                    currency(),
                    confidence(),
                    date("effective_from"),
                    text("source_id")),
            file(
                            "bandwidth_prices",
                            "catalog_bandwidth_price",
                            List.of("region_id", "network_charge_type", "from_mbps", "currency", "effective_from"),
                            region(),
                            text("network_charge_type"),
                            integer("from_mbps").optional(),
                            integer("to_mbps").optional(),
                            decimal("price").positive(),
                            currency(),
                            confidence(),
                            date("effective_from"),
                            text("source_id"))
                    .stepped("from_mbps", "to_mbps", Integer.MAX_VALUE),
            file(
                    "bandwidth_caps",
                    "catalog_bandwidth_cap",
                    List.of("rule_id"),
                    text("rule_id"),
                    text("created").oneOf("since 2020-02-24", "before 2020-02-24"),
                    text("network_charge_type"),
                    text("instance_charge_type"),
                    text("zones"),
                    integer("min_vcpu").optional(),
                    integer("max_vcpu").optional(),
                    integer("min_mbps"),
                    integer("max_mbps")),
            file(
                    "windows_factors",
                    "catalog_windows_factor",
                    List.of("region_id", "family_id", "sample"),
                    region(),
                    family(),
                    decimal("windows_to_linux").positive(),
                    text("sample").oneOf("USD lists", "GSE fees CNY"),
                    text("source_id")),
            file(
                    "images",
                    "catalog_image",
                    List.of("image_id"),
                    text("image_id"),
                    text("platform"),
                    text("os_type").oneOf("LINUX", "WINDOWS"),
                    text("os_version"),
                    text("name_en"),
                    text("name_zh"),
                    text("architecture").oneOf("x86_64", "i386", "arm64"),
                    text("status").oneOf("LISTED", "SUPERSEDED", "LEGACY")),
            file(
                    "image_aliases",
                    "catalog_image_alias",
                    List.of("alias"),
                    text("alias"),
                    text("image_id").in("images", "image_id")));

    /** Capacity for sale by zone and type; kept apart because what is taken of it survives a new file. */
    static final CatalogFile STOCK = file(
            "stock",
            "stock",
            List.of("zone_id", "instance_type"),
            text("zone_id").in("zones", "zone_id"),
            text("instance_type").in("instance_types", "instance_type"),
            integer("capacity"));

    private CatalogFiles() {}

    private static CatalogFile file(String name, String table, List<String> key, Column... columns) {
        return new CatalogFile(name, table, key, List.of(columns), null);
    }

    private static Column region() {
        return text("region_id").in("regions", "region_id");
    }

    private static Column family() {
        return text("family_id").in("families", "family_id");
    }

    private static Column diskType() {
        return text("disk_type").in("disk_types", "disk_type");
    }

    private static Column chargeType() {
        return text("charge_type").oneOf("PREPAID", "POSTPAID_BY_HOUR");
    }

    private static Column saleStatus() {
        return text("sale_status").oneOf("LISTED", "INVITE", "DISCONTINUED", "WITHDRAWN");
    }

    private static Column confidence() {
        return text("confidence").oneOf("high", "medium", "low");
    }

    private static Column currency() {
        return text("currency").oneOf("CNY", "USD");
    }
}
