package shop.cvm.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Booked movements. There is no way here to change or to delete one. */
interface Entries extends Repository<Entry, EntryId> {

    @Query("select e from Entry e where e.id.accountId = :accountId order by e.id.line desc")
    Slice<Entry> newestFirst(String accountId, Pageable page);

    @Query("""
            select e from Entry e where e.id.accountId = :accountId and e.kind in :kinds
                and e.occurredAt >= :from and e.occurredAt < :to and e.id.line < :before
            order by e.id.line desc
            """)
    Slice<Entry> newestFirst(
            String accountId, Collection<EntryKind> kinds, Instant from, Instant to, long before, Pageable page);

    @Query("select min(e.occurredAt) from Entry e where e.id.accountId = :accountId")
    Optional<Instant> first(String accountId);

    boolean existsByReference(String reference);

    @Query("""
            select count(e) > 0 from Entry e
            where e.reference = :reference and e.id.line > (
                select min(p.id.line) from Entry p
                where p.orderNumber = :orderNumber and p.id.accountId = e.id.accountId
                    and p.kind in (shop.cvm.ledger.EntryKind.DEDUCT, shop.cvm.ledger.EntryKind.FREEZE))
            """)
    boolean isAfterOrder(String reference, String orderNumber);

    @Query(
            "select new shop.cvm.ledger.Balance(b.balance, b.frozen) from CustomerBalance b where b.accountId = :accountId")
    Optional<Balance> balance(String accountId);

    @Query("""
            select new shop.cvm.ledger.AvailableMoney(b.accountId, b.balance, b.frozen) from CustomerBalance b
            where b.accountId in :accountIds
            """)
    List<AvailableMoney> available(Collection<String> accountIds);

    @Query("select b.arrearsSince from CustomerBalance b where b.accountId = :accountId and b.arrearsSince is not null")
    Optional<Instant> arrearsSince(String accountId);
}
