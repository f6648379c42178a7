package shop.cvm.ledger;

import static java.util.stream.Collectors.toMap;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.money.Cny;

/** Books settlements of many accounts: one statement to lock their balances, one batch each to change and to enter. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class SettlementRows {

    private static final String LOCK = """
            select account_id, balance, frozen, line_count, arrears_since, spent_otherwise from balances
            where account_id = any (cast(? as varchar array)) order by account_id for update
            """;

    private static final String UPDATE = """
            update balances set balance = ?, line_count = ?, arrears_since = ?, spent_otherwise = false
            where account_id = ?
            """;

    private static final String INSERT = """
            insert into entries (account_id, line, reference, kind, amount, debit_account, credit_account, balance_after,
                frozen_after, description_key, description_args, order_number, occurred_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;

    SettlementRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A locked balance. */
    private record Row(
            String account,
            Balance balance,
            long lines,
            @Nullable Instant arrearsSince,
            boolean spentOtherwise) {}

    /** A settlement with what comes of it. */
    private record Booking(
            Movement movement, long line, @Nullable Instant arrearsSince, Settled settled) {

        static Booking of(Movement movement, Row row) {
            Balance after = new Balance(
                    row.balance().balance().minus(movement.amount()),
                    row.balance().frozen());
            boolean began = row.arrearsSince() == null && after.available().isNegative();
            Instant since = began ? movement.at() : row.arrearsSince();
            return new Booking(movement, row.lines() + 1, since, new Settled(after, began, row.spentOtherwise()));
        }
    }

    Map<AccountId, Settled> settle(Collection<Movement> movements) {
        if (movements.isEmpty()) {
            return Map.of();
        }
        Map<String, Row> rows = lock(movements);
        List<Booking> bookings = new ArrayList<>(movements.size());
        movements.stream()
                .sorted(Comparator.comparing(movement -> movement.account().accountId()))
                .forEach(movement -> bookings.add(Booking.of(movement, row(rows, movement))));
        jdbc.batchUpdate(UPDATE, bookings, bookings.size(), SettlementRows::update);
        jdbc.batchUpdate(INSERT, bookings, bookings.size(), SettlementRows::insert);
        Map<AccountId, Settled> settled = new LinkedHashMap<>();
        bookings.forEach(booking -> settled.put(booking.movement().account(), booking.settled()));
        return settled;
    }

    private Map<String, Row> lock(Collection<Movement> movements) {
        String[] accounts = movements.stream()
                .map(movement -> movement.account().accountId())
                .toArray(String[]::new);
        return jdbc.query(LOCK, SettlementRows::row, (Object) accounts).stream()
                .collect(toMap(Row::account, row -> row));
    }

    private static Row row(Map<String, Row> rows, Movement movement) {
        Row row = rows.get(movement.account().accountId());
        if (row == null) {
            throw new IllegalStateException("Account " + movement.account() + " has no balance");
        }
        return row;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        Timestamp since = row.getTimestamp("arrears_since");
        return new Row(
                row.getString("account_id"),
                new Balance(Cny.round(row.getBigDecimal("balance")), Cny.round(row.getBigDecimal("frozen"))),
                row.getLong("line_count"),
                since == null ? null : since.toInstant(),
                row.getBoolean("spent_otherwise"));
    }

    private static void update(PreparedStatement row, Booking booking) throws SQLException {
        row.setBigDecimal(1, booking.settled().after().balance().getAmount());
        row.setLong(2, booking.line());
        Instant since = booking.arrearsSince();
        row.setObject(3, since == null ? null : since.atOffset(ZoneOffset.UTC));
        row.setString(4, booking.movement().account().accountId());
    }

    private static void insert(PreparedStatement row, Booking booking) throws SQLException {
        Movement movement = booking.movement();
        EntryKind kind = EntryKind.SETTLEMENT;
        row.setString(1, movement.account().accountId());
        row.setLong(2, booking.line());
        row.setString(3, movement.reference());
        row.setString(4, kind.name());
        row.setBigDecimal(5, movement.amount().getAmount());
        row.setString(6, kind.debitAccount(movement.account(), ""));
        row.setString(7, kind.creditAccount(movement.account()));
        row.setBigDecimal(8, booking.settled().after().balance().getAmount());
        row.setBigDecimal(9, booking.settled().after().frozen().getAmount());
        row.setString(10, movement.description().key());
        row.setString(11, movement.description().storedArgs());
        row.setString(12, movement.orderNumber());
        row.setObject(13, movement.at().atOffset(ZoneOffset.UTC));
    }
}
