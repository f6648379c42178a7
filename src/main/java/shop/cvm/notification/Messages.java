package shop.cvm.notification;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.time.ShopClock;

/** The message centre: what customers were told, and what of it they have read. */
@Service
public class Messages {

    /** Messages on one page of the list. */
    public static final int PAGE_SIZE = 20;

    private static final Sort NEWEST_FIRST = Sort.by("messageId").descending();

    private final MessageQueries queries;
    private final MessageRows rows;
    private final ShopClock clock;

    Messages(MessageQueries queries, MessageRows rows, ShopClock clock) {
        this.queries = queries;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * The account's messages, newest first, {@link #PAGE_SIZE} at a time.
     *
     * @param page 0 for the first
     */
    @Transactional(readOnly = true)
    public Page<Message> messages(AccountId account, int page) {
        return queries.findByAccountId(account.accountId(), PageRequest.of(page, PAGE_SIZE, NEWEST_FIRST));
    }

    /** @throws NoSuchMessage if the account has none of this number */
    @Transactional(readOnly = true)
    public Message message(AccountId account, long message) {
        return queries.findByMessageIdAndAccountId(message, account.accountId())
                .orElseThrow(() -> new NoSuchMessage(message));
    }

    /** How many of its messages the account has not read. */
    @Transactional(readOnly = true)
    public long unread(AccountId account) {
        return queries.countByAccountIdAndReadAtIsNull(account.accountId());
    }

    /** Marks a message as read; once is enough, and somebody else's stays as it is. */
    @Transactional
    public void read(AccountId account, long message) {
        rows.read(account, message, clock.now());
    }

    /** Marks everything as read that is there now. */
    @Transactional
    public void readAll(AccountId account) {
        rows.readAll(account, clock.now());
    }
}
