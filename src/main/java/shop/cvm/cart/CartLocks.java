package shop.cvm.cart;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.cvm.work.Leftovers;

/** The rows that carts are locked by: whoever changes what is in a cart holds its row until the end. */
@Component
class CartLocks {

    private final JdbcClient jdbc;
    private final Leftovers leftovers;

    CartLocks(JdbcClient jdbc, Leftovers leftovers) {
        this.jdbc = jdbc;
        this.leftovers = leftovers;
    }

    /** @return whether there is such a cart */
    boolean lock(CartId cart) {
        return jdbc.sql("select cart_id from carts where cart_id = ? for update")
                .param(cart.id())
                .query(String.class)
                .optional()
                .isPresent();
    }

    /**
     * Makes the cart if it is not there, keeps it from expiring if it is, and locks it. A cart that others made and
     * merged away between the two statements is made again.
     *
     * @param expiresAt for a visitor's; ignored for a customer's
     */
    void open(CartId cart, Instant expiresAt) {
        while (keep(cart, expiresAt) == 0) {
            insert(cart, expiresAt);
        }
    }

    void delete(CartId cart) {
        jdbc.sql("delete from carts where cart_id = ?").param(cart.id()).update();
    }

    /** @return how many were removed, with what was in them */
    int deleteExpired(Instant now) {
        return leftovers.remove("carts", "cart_id", "expires_at <= :time", Timestamp.from(now));
    }

    private int keep(CartId cart, Instant expiresAt) {
        return jdbc.sql("update carts set expires_at = :end where cart_id = :cart")
                .param("cart", cart.id())
                .param("end", end(cart, expiresAt))
                .update();
    }

    private void insert(CartId cart, Instant expiresAt) {
        jdbc.sql("""
                        insert into carts (cart_id, account_id, expires_at) values (:cart, :account, :end)
                        on conflict do nothing
                        """)
                .param("cart", cart.id())
                .param("account", cart.isVisitors() ? null : cart.id())
                .param("end", end(cart, expiresAt))
                .update();
    }

    private static @Nullable Timestamp end(CartId cart, Instant expiresAt) {
        return cart.isVisitors() ? Timestamp.from(expiresAt) : null;
    }
}
