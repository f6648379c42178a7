package shop.cvm;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * A process that writes into an H2 until it is killed. Every commit adds a row and changes some of the old ones; the
 * row's number is printed once the database has answered.
 */
public final class Scribe {

    private static final int CHANGED = 20;

    private Scribe() {}

    /** @param address the JDBC address, then the number of the first row */
    public static void main(String[] address) throws SQLException {
        SplittableRandom random = new SplittableRandom(address[0].hashCode());
        try (Connection connection = DriverManager.getConnection(address[0], "shop", "")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists written (number int primary key, text varchar not null)");
            }
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into written values (?, ?)");
                    PreparedStatement update =
                            connection.prepareStatement("update written set text = ? where number = ?")) {
                for (int number = Integer.parseInt(address[1]); ; number++) {
                    insert.setInt(1, number);
                    insert.setString(2, text(random));
                    insert.executeUpdate();
                    for (int change = 0; change < CHANGED; change++) {
                        update.setString(1, text(random));
                        update.setInt(2, random.nextInt(number + 1));
                        update.executeUpdate();
                    }
                    connection.commit();
                    System.out.println(number);
                    System.out.flush();
                }
            }
        }
    }

    private static String text(SplittableRandom random) {
        return Long.toHexString(random.nextLong()).repeat(20);
    }
}
