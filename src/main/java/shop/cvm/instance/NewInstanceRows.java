package shop.cvm.instance;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.KeyPairId;
import shop.cvm.batch.NewRows;
import shop.cvm.pricing.StepRates;

/**
 * Enters new machines, with the first line of their history. It writes what a machine has when it is new; every other column is null or has a default. By hand,
 * because machines are entered while their buyers wait and others wait for the same stock.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class NewInstanceRows {

    private static final String INSTANCE = """
            insert into instances (instance_id, account_id, order_number, line, position, charge_type, months, zone_id,
                instance_type, image_id, network_type, internet_charge_type, bandwidth_mbps, region_id, vcpu,
                memory_gib, os_type, os_name, login_user, unit_total, hourly_rate, name, host_name, subnet_id,
                security_group_id, login_kind, login_secret, login_secret_until, key_pair_id, state, paid_at,
                make_until, renewal, expires_at, expiry_due_at, next_step_at, attempt, version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?)
            """;

    private static final String DISK = """
            insert into instance_disks (instance_id, position, disk_id, disk_usage, disk_type, size_gb)
            values (?, ?, ?, ?, ?, ?)
            """;

    private static final String RATE = """
            insert into instance_rates (instance_id, component, quantity, rate, second_after, second_rate, third_after,
                third_rate)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String TERM = """
            insert into instance_terms (instance_id, sequence, previous, kind, order_number, line, months, days,
                started_at, ends_at, paid)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;

    NewInstanceRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Collection<Instance> instances) {
        NewRows rows = new NewRows();
        for (Instance instance : instances) {
            addMachine(rows, instance);
            addDisks(rows, instance.id().instanceId(), instance.disks());
            instance.rates().forEach(rate -> addRate(rows, instance.id().instanceId(), rate));
            addTerms(rows, instance.id().instanceId(), instance.terms());
            History.add(rows, Act.of(instance, ActKind.ORDERED, instance.orderNumber(), instance.paidAt()));
        }
        rows.write(jdbc);
    }

    private static void addMachine(NewRows rows, Instance machine) {
        Configuration configuration = machine.configuration();
        Shape shape = machine.shape();
        Access access = machine.access();
        rows.add(
                INSTANCE,
                machine.id().instanceId(),
                machine.account().accountId(),
                machine.orderNumber(),
                machine.line(),
                machine.position(),
                configuration.chargeType().name(),
                configuration.months(),
                configuration.zoneId(),
                configuration.instanceType(),
                configuration.imageId(),
                configuration.networkType().name(),
                configuration.internetChargeType().name(),
                configuration.bandwidthMbps(),
                shape.regionId(),
                shape.vcpu(),
                shape.memoryGib(),
                shape.osType().name(),
                shape.osName(),
                shape.loginUser(),
                machine.cost().unitTotal().getAmount(),
                machine.cost().hourlyRate().perHour(),
                machine.name(),
                machine.wantedHostName(),
                machine.subnet().subnetId(),
                machine.securityGroup().securityGroupId(),
                access.kind().name(),
                access.secret(),
                time(access.secretUntil()),
                machine.keyPair().map(KeyPairId::keyPairId).orElse(null),
                machine.state().name(),
                time(machine.paidAt()),
                time(machine.making().until()),
                machine.renewal().name(),
                time(machine.lifetime().expiresAt()),
                time(machine.lifetime().expiryDueAt()),
                time(machine.pace().nextStepAt()),
                machine.pace().attempt(),
                machine.version());
    }

    private static void addDisks(NewRows rows, String instance, List<InstanceDisk> disks) {
        for (int position = 0; position < disks.size(); position++) {
            InstanceDisk disk = disks.get(position);
            rows.add(DISK, instance, position, disk.diskId(), disk.diskUsage().name(), disk.diskType(), disk.sizeGb());
        }
    }

    private static void addRate(NewRows rows, String instance, InstanceRate rate) {
        StepRates steps = rate.steps() == null ? StepRates.NONE : rate.steps();
        rows.add(
                RATE,
                instance,
                rate.component().name(),
                rate.quantity(),
                rate.rate().perHour(),
                steps.secondAfter(),
                steps.secondRate() == null ? null : steps.secondRate().perHour(),
                steps.thirdAfter(),
                steps.thirdRate() == null ? null : steps.thirdRate().perHour());
    }

    private static void addTerms(NewRows rows, String instance, List<InstanceTerm> terms) {
        for (int sequence = 0; sequence < terms.size(); sequence++) {
            InstanceTerm term = terms.get(sequence);
            rows.add(
                    TERM,
                    instance,
                    sequence,
                    term.previous(),
                    term.kind().name(),
                    term.orderNumber(),
                    term.line(),
                    term.months(),
                    term.days(),
                    time(term.startedAt()),
                    time(term.endsAt()),
                    term.paid().getAmount());
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
