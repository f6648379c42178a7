package shop.cvm.ledger;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** Names an entry: the line of one customer's statement. */
@Embeddable
record EntryId(String accountId, long line) implements Serializable {

    private static final long serialVersionUID = 1L;
}
