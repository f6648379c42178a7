package shop.cvm.web.billing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;

/** Finds the machines that bills are about, those that are long gone included. */
@Component
class Machines {

    private final Instances instances;

    Machines(Instances instances) {
        this.instances = instances;
    }

    /** Those of these machines that are the account's. */
    Map<InstanceId, Instance> of(AccountId account, Collection<InstanceId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : instances.instances(account, Set.copyOf(ids)).stream().collect(toMap(Instance::id, identity()));
    }
}
