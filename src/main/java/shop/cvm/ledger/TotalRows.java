package shop.cvm.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.Money;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import shop.cvm.account.AccountId;
import shop.cvm.money.Cny;

/** Adds entries up in the database. */
@Repository
class TotalRows {

    private static final String TOTALS = """
            select kind, sum(amount) as amount from entries where account_id = :account
                and ((kind <> 'SETTLEMENT' and occurred_at >= :from and occurred_at < :to)
                    or (kind = 'SETTLEMENT' and occurred_at > :from and occurred_at <= :to))
            group by kind
            """;

    /** Hours are counted from the epoch: what an hour is must not depend on the zone of the connection. */
    private static final String BY_HOUR = """
            select kind, floor(extract(epoch from occurred_at) / 3600) as hour_number, sum(amount) as amount from entries
            where account_id = :account and kind in (:kinds) and occurred_at >= :from and occurred_at < :to
            group by kind, floor(extract(epoch from occurred_at) / 3600)
            """;

    private static final long HOUR = 3600;

    private final NamedParameterJdbcTemplate jdbc;

    TotalRows(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    }

    Totals of(AccountId account, Instant from, Instant to) {
        Map<EntryKind, Money> amounts = new EnumMap<>(EntryKind.class);
        jdbc.query(TOTALS, within(account, from, to), row -> {
            amounts.put(EntryKind.valueOf(row.getString("kind")), Cny.round(row.getBigDecimal("amount")));
        });
        return new Totals(amounts);
    }

    Map<Instant, Money> byHour(AccountId account, Set<EntryKind> kinds, Instant from, Instant to) {
        Map<Instant, Money> hours = new TreeMap<>();
        jdbc.query(
                BY_HOUR,
                within(account, from, to)
                        .addValue("kinds", kinds.stream().map(EntryKind::name).toList()),
                row -> {
                    Money amount = Cny.round(row.getBigDecimal("amount"));
                    boolean adds = EntryKind.valueOf(row.getString("kind")).addsToAvailable();
                    hours.merge(
                            Instant.ofEpochSecond(row.getLong("hour_number") * HOUR),
                            adds ? amount : amount.negated(),
                            Money::plus);
                });
        return hours;
    }

    private static MapSqlParameterSource within(AccountId account, Instant from, Instant to) {
        return new MapSqlParameterSource("account", account.accountId())
                .addValue("from", from.atOffset(ZoneOffset.UTC))
                .addValue("to", to.atOffset(ZoneOffset.UTC));
    }
}
