package shop.cvm.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * An account whose next hour is over.
 *
 * @param hour that hour's beginning
 * @param low whether its owner was told that the balance runs low
 */
record DueHour(String account, Instant hour, boolean low) {

    static DueHour of(ResultSet row, int number) throws SQLException {
        return new DueHour(
                row.getString("account_id"),
                row.getTimestamp("settled_until").toInstant(),
                row.getTimestamp("low_since") != null);
    }
}
