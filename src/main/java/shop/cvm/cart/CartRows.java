package shop.cvm.cart;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads and writes the items of carts. */
interface CartRows extends Repository<CartItem, String> {

    CartItem save(CartItem item);

    List<CartItem> findByCartIdOrderByAddedAtAscItemIdAsc(String cartId);

    Optional<CartItem> findByCartIdAndItemId(String cartId, String itemId);

    int countByCartId(String cartId);

    @Modifying
    @Query("delete from CartItem i where i.cartId = :cartId and i.itemId in :itemIds")
    int delete(String cartId, Collection<String> itemIds);

    @Modifying
    @Query("update CartItem i set i.cartId = :to where i.cartId = :from and i.itemId in :itemIds")
    int move(String from, String to, Collection<String> itemIds);
}
