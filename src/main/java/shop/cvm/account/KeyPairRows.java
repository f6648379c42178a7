package shop.cvm.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads and deletes key pairs. */
interface KeyPairRows extends Repository<KeyPair, String> {

    List<KeyPair> findByAccountIdOrderByName(String accountId);

    Optional<KeyPair> findByKeyPairIdAndAccountId(String keyPairId, String accountId);

    List<KeyPair> findByKeyPairIdIn(Collection<String> keyPairIds);

    @Modifying
    @Query("delete from KeyPair k where k.keyPairId = :keyPairId and k.accountId = :accountId")
    int delete(String keyPairId, String accountId);
}
