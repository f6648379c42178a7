package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.cbs.v20170312.models.DescribeDiskConfigQuotaRequest;
import com.tencentcloudapi.cbs.v20170312.models.DescribeDiskConfigQuotaResponse;
import com.tencentcloudapi.cbs.v20170312.models.DescribeDisksRequest;
import com.tencentcloudapi.cbs.v20170312.models.DescribeDisksResponse;
import com.tencentcloudapi.cbs.v20170312.models.DiskChargePrepaid;
import com.tencentcloudapi.cbs.v20170312.models.InquiryPriceCreateDisksRequest;
import com.tencentcloudapi.cbs.v20170312.models.InquiryPriceCreateDisksResponse;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.cvm.v20170312.models.AccountQuota;
import com.tencentcloudapi.cvm.v20170312.models.DescribeAccountQuotaRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeAccountQuotaResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImagesRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImagesResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstanceFamilyConfigsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstanceFamilyConfigsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstanceTypeConfigsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstanceTypeConfigsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInternetChargeTypeConfigsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInternetChargeTypeConfigsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeRegionsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeRegionsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeZoneInstanceConfigInfosRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeZoneInstanceConfigInfosResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeZonesRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeZonesResponse;
import com.tencentcloudapi.cvm.v20170312.models.Filter;
import com.tencentcloudapi.cvm.v20170312.models.Image;
import com.tencentcloudapi.cvm.v20170312.models.InstanceFamilyConfig;
import com.tencentcloudapi.cvm.v20170312.models.InstanceTypeQuotaItem;
import com.tencentcloudapi.cvm.v20170312.models.RegionInfo;
import com.tencentcloudapi.vpc.v20170312.models.DescribeSecurityGroupsRequest;
import com.tencentcloudapi.vpc.v20170312.models.DescribeSecurityGroupsResponse;
import com.tencentcloudapi.vpc.v20170312.models.DescribeSubnetsRequest;
import com.tencentcloudapi.vpc.v20170312.models.DescribeSubnetsResponse;
import com.tencentcloudapi.vpc.v20170312.models.DescribeVpcsRequest;
import com.tencentcloudapi.vpc.v20170312.models.DescribeVpcsResponse;
import java.util.stream.Stream;

/** What somebody asks about who uses the vendor's Java client, and what has to come of it. */
final class ClientExplorer {

    private static final String ZONE = "ap-guangzhou-3";
    private static final String TYPE = "S5.MEDIUM4";
    private static final String IMAGE = "img-487zeit5";

    private final JavaClient client;

    ClientExplorer(JavaClient client) {
        this.client = client;
    }

    /** Regions, types, images, quotas: all that can be asked before anything is bought. */
    void looksAround() {
        assertThat(send("DescribeRegions", new DescribeRegionsRequest(), DescribeRegionsResponse.class)
                        .getRegionSet())
                .extracting(RegionInfo::getRegion)
                .contains("ap-guangzhou", "ap-singapore");
        assertThat(send("DescribeZones", new DescribeZonesRequest(), DescribeZonesResponse.class)
                        .getZoneSet())
                .filteredOn(zone -> zone.getZone().equals(ZONE))
                .singleElement()
                .satisfies(zone -> {
                    assertThat(zone.getZoneId()).isEqualTo("100003");
                    assertThat(zone.getZoneName()).isEqualTo("Guangzhou Zone 3");
                    assertThat(zone.getZoneState()).isEqualTo("AVAILABLE");
                });
        assertThat(client.call("region", "2022-06-27", "DescribeRegions", "{\"Product\": \"cvm\"}")
                        .get("TotalCount")
                        .asInt())
                .isGreaterThan(10);
        assertThat(client.call("region", "2022-06-27", "DescribeZones", "{\"Product\": \"cvm\"}")
                        .get("ZoneSet")
                        .size())
                .isGreaterThan(3);
        assertThat(client.call("api", "2020-11-06", "DescribeZones", "{\"Product\": \"cvm\"}")
                        .get("ZoneSet")
                        .size())
                .isGreaterThan(3);
        looksAtTypes();
        looksAtImages();
        looksAtQuotas();
    }

    private void looksAtTypes() {
        assertThat(send(
                                "DescribeInstanceFamilyConfigs",
                                new DescribeInstanceFamilyConfigsRequest(),
                                DescribeInstanceFamilyConfigsResponse.class)
                        .getInstanceFamilyConfigSet())
                .extracting(InstanceFamilyConfig::getInstanceFamily)
                .contains("S5");
        DescribeInstanceTypeConfigsRequest types = new DescribeInstanceTypeConfigsRequest();
        types.setFilters(filters("zone", ZONE, "instance-type", TYPE));
        assertThat(send("DescribeInstanceTypeConfigs", types, DescribeInstanceTypeConfigsResponse.class)
                        .getInstanceTypeConfigSet())
                .singleElement()
                .satisfies(type -> {
                    assertThat(type.getCPU()).isEqualTo(2L);
                    assertThat(type.getMemory()).isEqualTo(4L);
                    assertThat(type.getGPU()).isZero();
                });
        DescribeZoneInstanceConfigInfosRequest infos = new DescribeZoneInstanceConfigInfosRequest();
        infos.setFilters(filters("zone", ZONE, "instance-family", "S5", "sort-keys", "cpu:desc"));
        assertThat(send("DescribeZoneInstanceConfigInfos", infos, DescribeZoneInstanceConfigInfosResponse.class)
                        .getInstanceTypeQuotaSet())
                .filteredOn(item -> item.getInstanceType().equals(TYPE))
                .extracting(InstanceTypeQuotaItem::getInstanceChargeType)
                .containsExactlyInAnyOrder("PREPAID", "POSTPAID_BY_HOUR");
    }

    private void looksAtImages() {
        DescribeImagesRequest images = new DescribeImagesRequest();
        images.setFilters(filters("image-type", "PUBLIC_IMAGE"));
        images.setLimit(100L);
        images.setOffset(0L);
        DescribeImagesResponse answer = send("DescribeImages", images, DescribeImagesResponse.class);
        assertThat(answer.getImageSet()).extracting(Image::getImageId).contains(IMAGE);
        assertThat(answer.getTotalCount()).isGreaterThanOrEqualTo(answer.getImageSet().length);
    }

    private void looksAtQuotas() {
        assertThat(send(
                                "DescribeInternetChargeTypeConfigs",
                                new DescribeInternetChargeTypeConfigsRequest(),
                                DescribeInternetChargeTypeConfigsResponse.class)
                        .getInternetChargeTypeConfigSet())
                .hasSize(3);
        DescribeAccountQuotaRequest quota = new DescribeAccountQuotaRequest();
        quota.setFilters(filters("zone", ZONE));
        AccountQuota quotas = send("DescribeAccountQuota", quota, DescribeAccountQuotaResponse.class)
                .getAccountQuotaOverview()
                .getAccountQuota();
        assertThat(quotas.getPostPaidQuotaSet()).singleElement().satisfies(one -> assertThat(one.getTotalQuota())
                .isEqualTo(one.getUsedQuota() + one.getRemainingQuota()));
    }

    /** The ids of the account's security groups. */
    String[] groups() {
        return Stream.of(client.send(
                                client.vpc(),
                                "DescribeSecurityGroups",
                                new DescribeSecurityGroupsRequest(),
                                DescribeSecurityGroupsResponse.class)
                        .getSecurityGroupSet())
                .map(group -> group.getSecurityGroupId())
                .toArray(String[]::new);
    }

    /** Where the three machines of the story stand, and the disks of one of them. */
    void looksAtNetworksAndDisks(String instance) {
        String vpc = client.send(client.vpc(), "DescribeVpcs", new DescribeVpcsRequest(), DescribeVpcsResponse.class)
                .getVpcSet()[0]
                .getVpcId();
        DescribeSubnetsRequest subnets = new DescribeSubnetsRequest();
        subnets.setOffset("0");
        subnets.setLimit("100");
        assertThat(client.send(client.vpc(), "DescribeSubnets", subnets, DescribeSubnetsResponse.class)
                        .getSubnetSet())
                .allSatisfy(subnet -> assertThat(subnet.getVpcId()).isEqualTo(vpc));
        assertThat(client.send(
                                client.vpc(),
                                "DescribeSecurityGroups",
                                new DescribeSecurityGroupsRequest(),
                                DescribeSecurityGroupsResponse.class)
                        .getSecurityGroupSet())
                .hasSize(3);
        assertThat(client.call("vpc", "2017-03-12", "DescribeUsedIpAddress", "{\"VpcId\": \"" + vpc + "\"}")
                        .get("TotalCount")
                        .asInt())
                .isEqualTo(3);
        DescribeDisksRequest disks = new DescribeDisksRequest();
        com.tencentcloudapi.cbs.v20170312.models.Filter owner = new com.tencentcloudapi.cbs.v20170312.models.Filter();
        owner.setName("instance-id");
        owner.setValues(new String[] {instance});
        disks.setFilters(new com.tencentcloudapi.cbs.v20170312.models.Filter[] {owner});
        assertThat(client.send(client.cbs(), "DescribeDisks", disks, DescribeDisksResponse.class)
                        .getDiskSet())
                .extracting(disk -> disk.getDiskUsage())
                .containsExactlyInAnyOrder("SYSTEM_DISK", "DATA_DISK");
        InquiryPriceCreateDisksRequest price = new InquiryPriceCreateDisksRequest();
        price.setDiskChargeType("PREPAID");
        price.setDiskType("CLOUD_PREMIUM");
        price.setDiskSize(100L);
        price.setDiskCount(2L);
        DiskChargePrepaid period = new DiskChargePrepaid();
        period.setPeriod(1L);
        price.setDiskChargePrepaid(period);
        assertThat(client.send(client.cbs(), "InquiryPriceCreateDisks", price, InquiryPriceCreateDisksResponse.class)
                        .getDiskPrice()
                        .getDiscountPrice())
                .isPositive();
        DescribeDiskConfigQuotaRequest quota = new DescribeDiskConfigQuotaRequest();
        quota.setInquiryType("INQUIRY_CVM_CONFIG");
        quota.setZones(new String[] {ZONE});
        quota.setInstanceFamilies(new String[] {"S5"});
        assertThat(client.send(client.cbs(), "DescribeDiskConfigQuota", quota, DescribeDiskConfigQuotaResponse.class)
                        .getDiskConfigSet())
                .isNotEmpty();
        assertThat(client.call(
                                "tag",
                                "2018-08-13",
                                "DescribeResourceTagsByResourceIds",
                                "{\"ServiceType\": \"cvm\", \"ResourcePrefix\": \"instance\", \"ResourceIds\": [\""
                                        + instance + "\"], \"ResourceRegion\": \"ap-guangzhou\", \"Limit\": 20}")
                        .get("Limit")
                        .asInt())
                .isEqualTo(20);
    }

    private static Filter[] filters(String... namesAndValues) {
        Filter[] filters = new Filter[namesAndValues.length / 2];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = new Filter();
            filters[i].setName(namesAndValues[2 * i]);
            filters[i].setValues(new String[] {namesAndValues[2 * i + 1]});
        }
        return filters;
    }

    private <T> T send(String action, AbstractModel request, Class<T> answer) {
        return client.send(client.cvm(), action, request, answer);
    }
}
