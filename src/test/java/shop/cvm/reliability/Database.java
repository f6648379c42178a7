package shop.cvm.reliability;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The database of a shop, as its operator sets it.
 *
 * @param hosts host and port, several separated by commas
 * @param name of the database
 * @param user its owner; the password is the same
 */
record Database(String hosts, String name, String user) {

    /** Makes an empty one on this server, whose owner is nobody special there. */
    static Database on(DatabaseServer server, String options) {
        JdbcClient jdbc = server.jdbc("postgres");
        jdbc.sql("create role shop login password 'shop'").update();
        jdbc.sql("create database shop owner shop " + options).update();
        return new Database(server.address(), "shop", "shop");
    }

    /** One of the embedded PostgreSQL of all tests: {@code jdbc:postgresql://host:port/name?options}. */
    static Database of(String url) {
        return new Database(
                url.replaceFirst("jdbc:postgresql://([^/]+)/.*", "$1"),
                url.replaceFirst("jdbc:postgresql://[^/]+/([^?]+).*", "$1"),
                "postgres");
    }

    Database at(String otherHosts) {
        return new Database(otherHosts, name, user);
    }

    List<String> settings() {
        return List.of(
                "--SHOP_DATABASE_HOST=" + hosts,
                "--SHOP_DATABASE_NAME=" + name,
                "--SHOP_DATABASE_USER=" + user,
                "--SHOP_DATABASE_PASSWORD=" + user,
                "--SHOP_SECRET_KEY=a secret of the tests, long enough for the shop");
    }

    JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://" + hosts + "/" + name + "?targetServerType=primary", user, user));
    }
}
