package shop.cvm.ledger;

import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Booked movements. There is no way here to change or to delete one. */
interface Entries extends Repository<Entry, EntryId> {

    @Query("select e from Entry e where e.id.accountId = :accountId order by e.id.line desc")
    Slice<Entry> newestFirst(String accountId, Pageable page);

    boolean existsByReference(String reference);

    @Query(
            "select new shop.cvm.ledger.Balance(b.balance, b.frozen) from CustomerBalance b where b.accountId = :accountId")
    Optional<Balance> balance(String accountId);
}
