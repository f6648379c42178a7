package shop.cvm.network;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;
import shop.cvm.time.ShopClock;

/**
 * The networks machines stand in. Every account has a default VPC per region with a default subnet per zone and three
 * default security groups ({@code domain.md} 1.1 and 2.2); they are made when first needed. Unique keys see to it that
 * two purchases at once make them once.
 */
@Service
public class Networks {

    private static final Cidr DEFAULT_VPC = Cidr.of("172.16.0.0/16");
    private static final int SUBNET_PREFIX = 20;

    private final JdbcClient jdbc;
    private final SecurityGroupRows securityGroups;
    private final ShopClock clock;

    Networks(JdbcClient jdbc, SecurityGroupRows securityGroups, ShopClock clock) {
        this.jdbc = jdbc;
        this.securityGroups = securityGroups;
        this.clock = clock;
    }

    /**
     * Where new machines of the account stand by default: its default subnet in this zone and its default security group
     * of this kind.
     */
    @Transactional
    public Standing defaultStanding(AccountId account, Zone zone, SecurityGroupTemplate template) {
        return findStanding(account, zone, template)
                .orElseGet(() -> new Standing(
                        defaultSubnet(account, zone).id(), securityGroup(account, zone.region(), template)));
    }

    /** The account's default subnet in this zone, inside its default VPC of the region: 172.16.0.0/16 cut into /20. */
    @Transactional
    public Subnet defaultSubnet(AccountId account, Zone zone) {
        return findDefault(account, zone).orElseGet(() -> {
            VpcId vpc = defaultVpc(account, zone.region());
            insertDefault(vpc, zone);
            return findDefault(account, zone).orElseThrow();
        });
    }

    /** The basic network of a region, shared by all accounts: 10.x.0.0/16 with the region's number as x. */
    @Transactional
    public Subnet basicSubnet(Region region) {
        return findBasic(region).orElseGet(() -> {
            insertBasic(region);
            return findBasic(region).orElseThrow();
        });
    }

    /** The account's default security group of this kind in this region. */
    @Transactional
    public SecurityGroupId securityGroup(AccountId account, String region, SecurityGroupTemplate template) {
        return securityGroups.find(account, region, template).orElseGet(() -> {
            securityGroups.insertDefaults(account, region, now());
            return securityGroups.find(account, region, template).orElseThrow();
        });
    }

    /** The security group with this id, if the account has it. */
    @Transactional(readOnly = true)
    public Optional<SecurityGroup> securityGroup(AccountId account, SecurityGroupId id) {
        return securityGroups.find(account, id);
    }

    /** The subnets with these ids; one that is not there is missing. */
    @Transactional(readOnly = true)
    public Map<SubnetId, Subnet> subnets(Collection<SubnetId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select * from subnets where subnet_id in (:ids)")
                .param("ids", ids.stream().map(SubnetId::subnetId).toList())
                .query(Networks::subnet)
                .list()
                .stream()
                .collect(toMap(Subnet::id, identity()));
    }

    /** Both in one query: all but the first purchase in a zone find them. */
    private Optional<Standing> findStanding(AccountId account, Zone zone, SecurityGroupTemplate template) {
        return jdbc.sql("""
                        select s.subnet_id, g.security_group_id
                        from vpcs v
                        join subnets s on s.vpc_id = v.vpc_id and s.zone_id = ? and s.is_default
                        join security_groups g on g.account_id = v.account_id and g.region_id = v.region_id
                            and g.template = ? and g.is_default
                        where v.account_id = ? and v.region_id = ? and v.is_default
                        """)
                .params(zone.id(), template.name(), account.accountId(), zone.region())
                .query((row, number) -> new Standing(
                        new SubnetId(row.getString("subnet_id")),
                        new SecurityGroupId(row.getString("security_group_id"))))
                .optional();
    }

    private Optional<Subnet> findDefault(AccountId account, Zone zone) {
        return jdbc.sql("""
                        select s.* from subnets s join vpcs v on v.vpc_id = s.vpc_id
                        where v.account_id = ? and v.region_id = ? and v.is_default and s.zone_id = ? and s.is_default
                        """)
                .params(account.accountId(), zone.region(), zone.id())
                .query(Networks::subnet)
                .optional();
    }

    private VpcId defaultVpc(AccountId account, String region) {
        jdbc.sql("""
                        insert into vpcs (vpc_id, account_id, region_id, cidr, is_default, created_at)
                        values (?, ?, ?, ?, true, ?) on conflict do nothing
                        """)
                .params(VpcId.next().vpcId(), account.accountId(), region, DEFAULT_VPC.toString(), now())
                .update();
        return jdbc.sql("select vpc_id from vpcs where account_id = ? and region_id = ? and is_default")
                .params(account.accountId(), region)
                .query((row, number) -> new VpcId(row.getString("vpc_id")))
                .single();
    }

    private void insertDefault(VpcId vpc, Zone zone) {
        Cidr cidr = DEFAULT_VPC.part(zone.number() - 1, SUBNET_PREFIX);
        jdbc.sql("""
                        insert into subnets (subnet_id, vpc_id, region_id, zone_id, cidr, is_default, created_at)
                        values (?, ?, ?, ?, ?, true, ?) on conflict do nothing
                        """)
                .params(SubnetId.next().subnetId(), vpc.vpcId(), zone.region(), zone.id(), cidr.toString(), now())
                .update();
    }

    private Optional<Subnet> findBasic(Region region) {
        return jdbc.sql("select * from subnets where region_id = ? and is_basic")
                .param(region.id())
                .query(Networks::subnet)
                .optional();
    }

    private void insertBasic(Region region) {
        Cidr cidr = Cidr.of("10.0.0.0/8").part(region.numericId(), 16);
        jdbc.sql("""
                        insert into subnets (subnet_id, region_id, cidr, is_basic, created_at)
                        values (?, ?, ?, true, ?) on conflict do nothing
                        """)
                .params(SubnetId.next().subnetId(), region.id(), cidr.toString(), now())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.now());
    }

    private static Subnet subnet(ResultSet row, int number) throws SQLException {
        return new Subnet(
                new SubnetId(row.getString("subnet_id")),
                vpc(row.getString("vpc_id")),
                row.getString("zone_id"),
                Cidr.of(row.getString("cidr")));
    }

    private static @Nullable VpcId vpc(@Nullable String id) {
        return id == null ? null : new VpcId(id);
    }
}
