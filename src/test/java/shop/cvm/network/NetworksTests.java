package shop.cvm.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;

@ShopTest
class NetworksTests {

    @Autowired
    private Networks networks;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Customers customers;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aZoneOfTheDefaultVpcHasASubnetOfItsOwn() {
        AccountId account = customers.account().id();

        Subnet third = networks.defaultSubnet(account, zone("ap-guangzhou-3"));
        Subnet fourth = networks.defaultSubnet(account, zone("ap-guangzhou-4"));

        assertThat(third.cidr()).hasToString("172.16.32.0/20");
        assertThat(fourth.cidr()).hasToString("172.16.48.0/20");
        assertThat(third.vpc()).isNotNull().isEqualTo(fourth.vpc());
        assertThat(third.isBasic()).isFalse();
        assertThat(networks.subnets(List.of(third.id(), fourth.id()))).containsOnlyKeys(third.id(), fourth.id());
    }

    @Test
    void askingAgainGivesTheSameAndAnotherAccountGetsItsOwn() {
        AccountId account = customers.account().id();
        Subnet first = networks.defaultSubnet(account, zone("ap-guangzhou-3"));

        assertThat(networks.defaultSubnet(account, zone("ap-guangzhou-3"))).isEqualTo(first);
        assertThat(networks.defaultSubnet(customers.account().id(), zone("ap-guangzhou-3"))
                        .vpc())
                .isNotEqualTo(first.vpc());
        assertThat(networks.defaultSubnet(account, zone("ap-shanghai-2")).vpc()).isNotEqualTo(first.vpc());
    }

    @Test
    void purchasesAtTheSameTimeMakeTheDefaultVpcOnce() {
        AccountId account = customers.account().id();

        List<Outcome<Subnet>> outcomes =
                Races.run(8, number -> () -> networks.defaultSubnet(account, zone("ap-beijing-3")));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().map(Outcome::value))
                .containsOnly(outcomes.get(0).value());
        assertThat(count("select count(*) from vpcs where account_id = ?", account))
                .isEqualTo(1);
    }

    @Test
    void theBasicNetworkOfARegionIsOneForAll() {
        Region region = catalog.snapshot().region("ap-guangzhou");

        List<Outcome<Subnet>> outcomes = Races.run(8, number -> () -> networks.basicSubnet(region));

        assertThat(outcomes.stream().map(Outcome::value)).containsOnly(networks.basicSubnet(region));
        assertThat(networks.basicSubnet(region).isBasic()).isTrue();
        assertThat(networks.basicSubnet(region).cidr()).hasToString("10.1.0.0/16");
    }

    @Test
    void everyRegionOfTheCatalogueHasItsNetworks() {
        AccountId account = customers.account().id();
        List<Region> regions = catalog.snapshot().regions();

        assertThat(regions)
                .allSatisfy(region -> assertThat(networks.basicSubnet(region)).isNotNull());
        assertThat(regions.stream().flatMap(region -> region.zones().stream()))
                .allSatisfy(zone ->
                        assertThat(networks.defaultSubnet(account, zone)).isNotNull());
    }

    @Test
    void threeDefaultSecurityGroupsAreMadeOnce() {
        AccountId account = customers.account().id();

        List<Outcome<SecurityGroupId>> outcomes = Races.run(
                8, number -> () -> networks.securityGroup(account, "ap-guangzhou", SecurityGroupTemplate.SSH_22));

        SecurityGroupId group = networks.securityGroup(account, "ap-guangzhou", SecurityGroupTemplate.SSH_22);
        assertThat(outcomes.stream().map(Outcome::value)).containsOnly(group);
        assertThat(count("select count(*) from security_groups where account_id = ?", account))
                .isEqualTo(3);
        assertThat(networks.securityGroup(account, group).orElseThrow().template())
                .isEqualTo(SecurityGroupTemplate.SSH_22);
        assertThat(networks.securityGroup(customers.account().id(), group)).isEmpty();
    }

    @Test
    void aGroupForSshLetsInSshFromEverywhereAndTheRestFromInside() {
        AccountId account = customers.account().id();

        SecurityGroup group = group(account, SecurityGroupTemplate.SSH_22);

        assertThat(group.rules().get(0))
                .isEqualTo(SecurityGroupRule.accept(SecurityGroupRule.Direction.INGRESS, "TCP", "22", "0.0.0.0/0"));
        assertThat(group.rules().stream().filter(rule -> "0.0.0.0/0".equals(rule.range())))
                .hasSize(2);
        assertThat(group.rules()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"SSH_22, TCP, 22", "RDP_3389, TCP, 3389", "OPEN_ALL, ALL, ALL"})
    void aGroupLetsInFromTheInternetWhatItsNameSaysAndOutEverything(
            SecurityGroupTemplate template, String protocol, String port) {
        SecurityGroup group = group(customers.account().id(), template);

        assertThat(group.template()).isEqualTo(template);
        assertThat(group.rules().stream().filter(rule -> "0.0.0.0/0".equals(rule.range())))
                .containsExactlyInAnyOrder(
                        SecurityGroupRule.accept(SecurityGroupRule.Direction.INGRESS, protocol, port, "0.0.0.0/0"),
                        SecurityGroupRule.accept(SecurityGroupRule.Direction.EGRESS, "ALL", "ALL", "0.0.0.0/0"));
    }

    private SecurityGroup group(AccountId account, SecurityGroupTemplate template) {
        SecurityGroupId id = networks.securityGroup(account, "ap-guangzhou", template);
        return networks.securityGroup(account, id).orElseThrow();
    }

    private Zone zone(String id) {
        Zone zone = catalog.snapshot().zone(id);
        assertThat(zone).as(id).isNotNull();
        return zone;
    }

    private long count(String sql, AccountId account) {
        return jdbc.sql(sql).param(account.accountId()).query(Long.class).single();
    }
}
