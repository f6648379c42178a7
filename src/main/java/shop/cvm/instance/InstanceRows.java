package shop.cvm.instance;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.jpa.HibernateHints;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;
import shop.cvm.account.AccountId;

/** Reads and locks instances. */
interface InstanceRows extends Repository<Instance, String> {

    /** In Hibernate: skip rows that somebody else has locked. */
    String SKIP_LOCKED = "-2";

    @EntityGraph(attributePaths = "disks")
    Optional<Instance> findByInstanceIdAndAccountId(String instanceId, String accountId);

    @EntityGraph(attributePaths = "disks")
    @Query("""
            select i from Instance i
            where i.instanceId in (
                select e.instanceId from Instance e
                where e.accountId = :accountId and e.endedAt is null and e.making.failedAt is null
                    and e.making.givenUpAt is null and e.lifetime.expiresAt is not null
                    and e.isolation <> shop.cvm.instance.Isolation.MANMADE
                order by e.lifetime.expiresAt, e.instanceId limit :limit)
            order by i.lifetime.expiresAt, i.instanceId
            """)
    List<Instance> expiring(String accountId, int limit);

    @Query("""
            select new shop.cvm.instance.KeyPairUse(i.access.keyPairId, count(i)) from Instance i
            where i.accountId = :accountId and i.access.keyPairId is not null group by i.access.keyPairId
            """)
    List<KeyPairUse> countByKeyPair(String accountId);

    @Query("""
            select new shop.cvm.instance.KeyPairUse$One(i.access.keyPairId, i.instanceId) from Instance i
            where i.accountId = :accountId and i.access.keyPairId in :keyPairIds
                and i.state <> shop.cvm.instance.InstanceState.TERMINATED
            order by i.instanceId
            """)
    List<KeyPairUse.One> withKeyPairs(String accountId, Collection<String> keyPairIds);

    @Query("""
            select new shop.cvm.instance.OrderedMachine(i.orderNumber, i.line, i.instanceId) from Instance i
            where i.accountId = :accountId and i.orderNumber in :orderNumbers order by i.line, i.position
            """)
    List<OrderedMachine> ofOrders(String accountId, Collection<String> orderNumbers);

    /** Answers of the provisioner mean the same before and after: the version stays. */
    @Modifying
    @Query("""
            update Instance i set i.name = :name
            where i.instanceId = :instanceId and i.accountId = :accountId and i.endedAt is null and i.shelved = false
            """)
    int rename(String instanceId, String accountId, String name);

    /** The same with several that are locked. */
    @Modifying
    @Query("""
            update Instance i set i.name = :name
            where i.instanceId in :instanceIds and i.accountId = :accountId and i.endedAt is null and i.shelved = false
            """)
    int renameAll(Collection<String> instanceIds, String accountId, String name);

    List<Instance> findByAccountIdAndOrderNumberOrderByLineAscPositionAsc(String accountId, String orderNumber);

    @Query("""
            select new shop.cvm.instance.LaunchProgress(
                i.orderNumber, count(i), count(i.making.givenUpAt), count(i.making.failedAt),
                count(case when i.making.givenUpAt is null then i.making.allocatedAt end),
                count(i.runningAt), count(i.network.addressedAt),
                max(case when i.making.givenUpAt is null then i.making.allocatedAt end),
                max(i.runningAt), max(i.network.addressedAt), max(i.making.failedAt))
            from Instance i where i.orderNumber in :orderNumbers group by i.orderNumber
            """)
    List<LaunchProgress> progress(Collection<String> orderNumbers);

    /** What is charged by use of these machines; a machine that was paid in advance and has no traffic has nothing. */
    @Query("""
            select new shop.cvm.instance.UsedComponent(
                i.instanceId, i.accountId, i.configuration.chargeType, i.state, i.isolation, i.stoppedMode, i.network.networkCut,
                r.component, r.quantity, r.rate, r.steps.secondAfter, r.steps.secondRate, r.steps.thirdAfter, r.steps.thirdRate,
                r.configuration)
            from Instance i join i.rates r where i.instanceId in :instanceIds order by i.instanceId
            """)
    List<UsedComponent> used(Collection<String> instanceIds);

    @Query("""
            select new shop.cvm.instance.OwnedInstance(i.instanceId, i.accountId, i.isolation)
            from Instance i where i.instanceId in :instanceIds order by i.instanceId
            """)
    List<OwnedInstance> owners(Collection<String> instanceIds);

    /** What a step changes is written by {@link ProgressRows}. */
    @QueryHints(@QueryHint(name = HibernateHints.HINT_READ_ONLY, value = "true"))
    @Query("select i from Instance i where i.instanceId in :instanceIds")
    List<Instance> forStep(Collection<String> instanceIds);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select i from Instance i where i.instanceId = :instanceId and i.accountId = :accountId")
    Optional<Instance> lock(String instanceId, String accountId);

    /** Of an account: what arrears concern, as long as it is there. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select i from Instance i
            where i.accountId = :accountId and i.endedAt is null and i.making.failedAt is null
                and (i.configuration.chargeType = shop.cvm.catalog.ChargeType.POSTPAID_BY_HOUR
                    or (i.configuration.internetChargeType = shop.cvm.catalog.InternetChargeType.TRAFFIC
                        and i.configuration.bandwidthMbps > 0))
            order by i.instanceId
            """)
    List<Instance> lockUsed(String accountId);

    /** Of what {@link #lockUsed} locks and is not in the recycle bin; an account without any is missing. */
    @Query("""
            select new shop.cvm.instance.Concerned(i.accountId,
                count(case when i.configuration.chargeType = shop.cvm.catalog.ChargeType.POSTPAID_BY_HOUR then 1 end),
                count(case when i.configuration.chargeType = shop.cvm.catalog.ChargeType.PREPAID then 1 end))
            from Instance i
            where i.accountId in :accountIds and i.endedAt is null and i.making.failedAt is null
                and i.state <> shop.cvm.instance.InstanceState.SHUTDOWN
                and (i.configuration.chargeType = shop.cvm.catalog.ChargeType.POSTPAID_BY_HOUR
                    or (i.configuration.internetChargeType = shop.cvm.catalog.InternetChargeType.TRAFFIC
                        and i.configuration.bandwidthMbps > 0))
            group by i.accountId
            """)
    List<Concerned> concerned(Collection<String> accountIds);

    @Modifying
    @Query("""
            update versioned Instance i set i.access.loginSecret = null, i.access.loginSecretUntil = null, i.access.shownTo = null
            where i.access.loginSecretUntil <= :now and i.state <> shop.cvm.instance.InstanceState.PENDING
            """)
    int forgetLoginSecrets(Instant now);

    @Query("""
            select i from Instance i
            where i.instanceId in :instanceIds and i.state = shop.cvm.instance.InstanceState.LAUNCH_FAILED
            order by i.instanceId
            """)
    List<Instance> failed(Collection<String> instanceIds);

    List<Instance> findByInstanceIdIn(Collection<String> instanceIds);

    List<Instance> findByInstanceIdInAndAccountIdOrderByInstanceId(Collection<String> instanceIds, String accountId);

    List<Instance> findByInstanceIdInOrderByInstanceId(Collection<String> instanceIds);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select i from Instance i where i.instanceId in :instanceIds order by i.instanceId")
    List<Instance> lock(Collection<String> instanceIds);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select i from Instance i where i.accountId = :accountId and i.instanceId in :instanceIds
            order by i.instanceId
            """)
    List<Instance> lock(Collection<String> instanceIds, String accountId);

    /**
     * Instances of an account by one statement, in ascending order of their ids.
     *
     * @throws NoSuchInstance if it lacks one of them
     */
    default List<Instance> lockAll(AccountId account, Collection<InstanceId> ids) {
        List<Instance> locked = lock(ids.stream().map(InstanceId::instanceId).toList(), account.accountId());
        Set<InstanceId> found = locked.stream().map(Instance::id).collect(Collectors.toSet());
        ids.stream().filter(id -> !found.contains(id)).findFirst().ifPresent(missing -> {
            throw new NoSuchInstance(missing);
        });
        return locked;
    }

    /** Something is due because of their time, and nobody else has them in hand. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query("""
            select i from Instance i
            where i.lifetime.expiryDueAt <= :due and i.state in :states and i.lifetime.renewal in :flags
            order by i.lifetime.expiryDueAt, i.instanceId
            """)
    List<Instance> lockExpiring(
            Instant due, Collection<InstanceState> states, Collection<RenewFlag> flags, Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query("""
            select i from Instance i where i.lifetime.expiryDueAt <= :due and i.instanceId in :instanceIds
            order by i.lifetime.expiryDueAt, i.instanceId
            """)
    List<Instance> lockExpiring(Instant due, Collection<String> instanceIds);

    /** Of an account: what is to be terminated at a time that is over, and nobody else has in hand. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query("""
            select i from Instance i
            where i.accountId = :accountId
                and i.instanceId in (select p.instanceId from TerminationPlan p where p.dueAt <= :due)
            order by i.instanceId
            """)
    List<Instance> lockTerminating(String accountId, Instant due, Limit limit);

    /** Of these accounts: what renews itself and has not ended by then, in the sequence in which that is tried. */
    @EntityGraph(attributePaths = "disks")
    @Query("""
            select i from Instance i
            where i.accountId in :accountIds and i.endedAt is null and i.making.failedAt is null
                and i.lifetime.renewal = shop.cvm.instance.RenewFlag.NOTIFY_AND_AUTO_RENEW
                and i.lifetime.expiresAt <= :until and i.lifetime.releaseAt is null
            order by i.lifetime.expiresAt, i.instanceId
            """)
    List<Instance> renewing(Collection<String> accountIds, Instant until);

    /** Ids of machines that ran and were not given up, behind the first of these ids and up to the last, ascending. */
    @Query("""
            select i.instanceId from Instance i
            where i.runningAt is not null and i.endedAt is null
                and i.instanceId > :after and i.instanceId <= :until
            order by i.instanceId
            """)
    List<String> present(String after, String until, Limit limit);
}
