package shop.cvm.notification;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/** Reads messages. */
interface MessageQueries extends Repository<Message, Long> {

    Page<Message> findByAccountId(String accountId, Pageable page);

    Optional<Message> findByMessageIdAndAccountId(long messageId, String accountId);

    long countByAccountIdAndReadAtIsNull(String accountId);
}
