package shop.cvm.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads and writes returns. */
interface ReturnRows extends Repository<MachineReturn, String> {

    MachineReturn saveAndFlush(MachineReturn made);

    Optional<MachineReturn> findByInstanceId(String instanceId);

    List<MachineReturn> findByInstanceIdIn(Collection<String> instanceIds);

    int countByAccountIdAndKindAndReturnedAtGreaterThanEqual(String accountId, ReturnKind kind, Instant since);
}
