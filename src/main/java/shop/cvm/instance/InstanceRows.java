package shop.cvm.instance;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/** Reads and locks instances. */
interface InstanceRows extends Repository<Instance, String> {

    /** In Hibernate: skip rows that somebody else has locked. */
    String SKIP_LOCKED = "-2";

    @EntityGraph(attributePaths = "disks")
    Optional<Instance> findByInstanceIdAndAccountId(String instanceId, String accountId);

    Page<Instance> findByAccountId(String accountId, Pageable page);

    List<Instance> findByAccountIdAndOrderNumberOrderByLineAscPositionAsc(String accountId, String orderNumber);

    @Query("""
            select new shop.cvm.instance.LaunchProgress(
                i.orderNumber, count(i), count(i.allocatedAt), count(i.runningAt), count(i.addressedAt),
                max(i.allocatedAt), max(i.runningAt), max(i.addressedAt))
            from Instance i where i.orderNumber in :orderNumbers group by i.orderNumber
            """)
    List<LaunchProgress> progress(Collection<String> orderNumbers);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query("""
            select i from Instance i
            where i.nextStepAt <= :due and (i.leaseUntil is null or i.leaseUntil <= :leasedBefore)
            order by i.nextStepAt, i.instanceId
            """)
    List<Instance> claim(Instant due, Instant leasedBefore, Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select i from Instance i where i.instanceId in :instanceIds order by i.instanceId")
    List<Instance> lock(Collection<String> instanceIds);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select i from Instance i where i.instanceId = :instanceId and i.accountId = :accountId")
    Optional<Instance> lock(String instanceId, String accountId);

    @Modifying
    @Query("""
            update versioned Instance i set i.loginSecret = null, i.loginSecretUntil = null
            where i.loginSecretUntil <= :now and i.state = shop.cvm.instance.InstanceState.RUNNING
            """)
    int forgetLoginSecrets(Instant now);
}
