package shop.cvm.web.billing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Tag;

/** Finds the machines that bills are about, those that are long gone included. */
@Component
class Machines {

    private final Instances instances;
    private final InstanceTags tags;

    Machines(Instances instances, InstanceTags tags) {
        this.instances = instances;
        this.tags = tags;
    }

    /** Those of these machines that are the account's. */
    Map<InstanceId, Instance> of(AccountId account, Collection<InstanceId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : instances.instances(account, Set.copyOf(ids)).stream().collect(toMap(Instance::id, identity()));
    }

    /** The same with their disks. */
    Map<InstanceId, Instance> withDisks(AccountId account, Collection<InstanceId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : instances.withDisks(account, Set.copyOf(ids)).stream().collect(toMap(Instance::id, identity()));
    }

    /** The tags of these machines, each as {@code key=value}; one without any is missing. */
    Map<InstanceId, String> tags(Collection<Instance> machines) {
        Set<InstanceId> ids = machines.stream().map(Instance::id).collect(toSet());
        return tags.of(ids).entrySet().stream().collect(toMap(Map.Entry::getKey, tagged -> tagged.getValue().stream()
                .map(Tag::toString)
                .collect(joining("; "))));
    }
}
