package shop.cvm.order;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.KeyPairId;
import shop.cvm.batch.NewRows;
import shop.cvm.instance.Batch;
import shop.cvm.instance.Configuration;
import shop.cvm.instance.SealedLogin;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.StepRates;

/**
 * Enters new orders of machines. It writes what such an order has when it is placed, or paid in the same step; every other
 * column is null or has a default. By hand, because orders are entered while their buyers wait.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class NewOrderRows {

    private static final String ORDER = """
            insert into orders (order_number, account_id, scope, token, request_hash, state, prepaid_total, freeze_total,
                created_at, pay_until, paid_at, version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            """;

    private static final String LINE = """
            insert into order_lines (sub_order_number, order_number, line, kind, charge_type, months, extra_days,
                zone_id, instance_type, image_id, network_type, internet_charge_type, bandwidth_mbps, disks, count,
                unit_total, hourly_rate, total, list_total, name, host_name, auto_renew, security_group, login_kind,
                login_secret, key_pair_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ITEM = """
            insert into order_items (sub_order_number, position, component, subject, unit_price, quantity,
                discount_factor, unit_list_amount, unit_amount, amount, rate, second_after, second_rate, third_after,
                third_rate, source_id, estimated, days)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;

    NewOrderRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param order of purchases only */
    void insert(Order order) {
        NewRows rows = new NewRows();
        PlacementToken token = order.token();
        rows.add(
                ORDER,
                order.number().number(),
                order.account().accountId(),
                token.scope(),
                token.token(),
                token.requestHash(),
                order.state().name(),
                order.prepaidTotal().getAmount(),
                order.freezeTotal().getAmount(),
                order.createdAt().atOffset(ZoneOffset.UTC),
                order.payUntil().atOffset(ZoneOffset.UTC),
                order.paidAt().map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null));
        for (OrderLine line : order.lines()) {
            addLine(rows, order, line);
            addItems(rows, line.subOrder().number(), line.items());
        }
        rows.write(jdbc);
    }

    private static void addLine(NewRows rows, Order order, OrderLine line) {
        Batch batch = line.batch();
        Configuration configuration = batch.configuration();
        SealedLogin login = line.login();
        boolean needed = order.isUnpaid();
        KeyPairId keyPair = needed ? login.keyPair() : null;
        rows.add(
                LINE,
                line.subOrder().number(),
                order.number().number(),
                line.line(),
                line.kind().name(),
                configuration.chargeType().name(),
                configuration.months(),
                line.extraDays(),
                configuration.zoneId(),
                configuration.instanceType(),
                configuration.imageId(),
                configuration.networkType().name(),
                configuration.internetChargeType().name(),
                configuration.bandwidthMbps(),
                batch.diskColumn(),
                batch.count(),
                line.cost().unitTotal().getAmount(),
                line.cost().hourlyRate().perHour(),
                line.total().getAmount(),
                line.listTotal().getAmount(),
                batch.naming().name(),
                batch.naming().hostName(),
                batch.autoRenew(),
                batch.securityGroup().name(),
                login.kind().name(),
                needed ? login.secret() : null,
                keyPair == null ? null : keyPair.keyPairId());
    }

    private static void addItems(NewRows rows, String subOrder, List<OrderItem> items) {
        for (int position = 0; position < items.size(); position++) {
            OrderItem item = items.get(position);
            StepRates steps = item.steps() == null ? StepRates.NONE : item.steps();
            rows.add(
                    ITEM,
                    subOrder,
                    position,
                    item.component().name(),
                    item.subject(),
                    item.unitPrice(),
                    item.quantity(),
                    item.discountFactor(),
                    item.unitListAmount().getAmount(),
                    item.unitAmount().getAmount(),
                    item.amount().getAmount(),
                    item.rate().perHour(),
                    steps.secondAfter(),
                    perHour(steps.secondRate()),
                    steps.thirdAfter(),
                    perHour(steps.thirdRate()),
                    item.sourceId(),
                    item.estimated(),
                    item.days());
        }
    }

    private static @Nullable BigDecimal perHour(@Nullable HourlyRate rate) {
        return rate == null ? null : rate.perHour();
    }
}
