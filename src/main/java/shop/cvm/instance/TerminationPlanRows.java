package shop.cvm.instance;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads and writes what is settled beforehand about the end of instances. */
interface TerminationPlanRows extends Repository<TerminationPlan, String> {

    void delete(TerminationPlan plan);

    Optional<TerminationPlan> findByInstanceId(String instanceId);

    List<TerminationPlan> findByInstanceIdIn(Collection<String> instanceIds);

    /** Of an account in a region: what has a time to be terminated, the soonest first. */
    @Query("""
            select p from TerminationPlan p join Instance i on i.instanceId = p.instanceId
            where i.accountId = :accountId and i.shape.regionId = :region and p.terminateAt is not null
            order by p.terminateAt, p.instanceId
            """)
    List<TerminationPlan> timed(String accountId, String region, Limit limit);

    boolean existsByInstanceIdAndIsProtectedTrue(String instanceId);

    @Modifying(flushAutomatically = true)
    @Query("delete from TerminationPlan p where p.instanceId in :instanceIds")
    void deleteAll(Collection<String> instanceIds);

    /** Whose machines are to be terminated, the longest overdue first. */
    @Query("""
            select i.accountId from TerminationPlan p join Instance i on i.instanceId = p.instanceId
            where p.dueAt <= :due order by p.dueAt, p.instanceId
            """)
    List<String> accountsDue(Instant due, Limit limit);
}
