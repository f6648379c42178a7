package shop.cvm.account;

import java.time.Instant;
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

    Optional<KeyPair> findByAccountIdAndName(String accountId, String name);

    List<KeyPair> findByKeyPairIdIn(Collection<String> keyPairIds);

    /** @return how many private halves were kept long enough */
    @Modifying
    @Query("update KeyPair k set k.sealedHalf = null, k.sealedUntil = null where k.sealedUntil <= :now")
    int forgetHalves(Instant now);

    @Modifying
    @Query("delete from KeyPair k where k.keyPairId = :keyPairId and k.accountId = :accountId")
    int delete(String keyPairId, String accountId);
}
