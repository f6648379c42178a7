package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.joda.money.Money;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;

/** Checks what payments and refunds are taken apart into. */
final class BookedParts {

    private BookedParts() {}

    /** Whatever this account paid or got back: the parts of each entry add up to it, and have the machine they are for. */
    static void addUp(Bookings bookings, Ledger ledger, AccountId account) {
        List<Entry> entries = ledger.entries(account, 0, 1000).stream()
                .filter(entry -> EnumSet.of(EntryKind.DEDUCT, EntryKind.REFUND).contains(entry.kind()))
                .toList();
        for (Entry entry : entries) {
            List<BookedPart> parts = bookings.parts(account, List.of(entry));
            assertThat(parts.stream().map(BookedPart::amount).reduce(Cny.ZERO, Money::plus))
                    .as(entry.reference())
                    .isEqualTo(entry.effect().negated());
            assertThat(parts)
                    .as(entry.reference())
                    .allMatch(
                            part -> part.machine() != null || entry.reference().startsWith("test:"));
        }
        assertThat(bookings.parts(account, entries).stream()
                        .map(BookedPart::entry)
                        .map(Entry::line)
                        .distinct())
                .as("read together they are the same, in the same sequence")
                .containsExactlyElementsOf(entries.stream().map(Entry::line).toList());
    }

    /** The parts of the newest payment or refund of this account that has such a reference. */
    static List<BookedPart> of(Bookings bookings, Ledger ledger, AccountId account, String reference) {
        return bookings.parts(
                account,
                ledger.entries(account, 0, 1000).stream()
                        .filter(entry -> entry.reference().startsWith(reference))
                        .limit(1)
                        .toList());
    }

    static InstanceId machine(BookedPart part) {
        return part.machine() == null ? null : part.machine().id();
    }
}
