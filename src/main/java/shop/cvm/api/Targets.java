package shop.cvm.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;

/** The instances that a request names. */
@Component
class Targets {

    static final int MOST = 100;

    private final Instances instances;

    Targets(Instances instances) {
        this.instances = instances;
    }

    /**
     * All of them, in the sequence in which they were named.
     *
     * @throws ApiRefusal if there are none or too many, or one is in no form of an id, or none of the account's in this
     *     region
     */
    List<Instance> all(Call call, List<String> ids) {
        return all(call, ids, MOST);
    }

    List<Instance> all(Call call, List<String> ids, int most) {
        if (ids.isEmpty()) {
            throw Fault.MISSING.refusal("InstanceIds");
        }
        List<InstanceId> named = ids(ids, most);
        Map<InstanceId, Instance> found = instances.instances(call.account(), named).stream()
                .filter(instance ->
                        instance.shape().regionId().equals(call.region().id()))
                .filter(instance -> instance.state() != InstanceState.TERMINATED)
                .collect(Collectors.toMap(Instance::id, Function.identity()));
        return named.stream().map(id -> present(found, id)).toList();
    }

    /**
     * The one that is named, with its disks.
     *
     * @param field where it is named
     * @throws ApiRefusal as for several
     */
    Instance one(Call call, String field, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw Fault.MISSING.refusal(field);
        }
        return withDisks(call, all(call, List.of(id)).get(0));
    }

    /**
     * The only one that is named, with its disks.
     *
     * @throws ApiRefusal as for several
     */
    Instance only(Call call, List<String> ids) {
        return withDisks(call, all(call, ids, 1).get(0));
    }

    private Instance withDisks(Call call, Instance instance) {
        return instances.instance(call.account(), instance.id());
    }

    /** One that neither is on its way to another state nor given up. */
    static Instance settled(Instance instance) {
        if (!instance.isRunning() && instance.state() != InstanceState.STOPPED) {
            throw Fault.of(instance.state())
                    .map(fault -> fault.refusal(instance.id()))
                    .orElseGet(() -> Fault.UNKNOWN_INSTANCE.refusal());
        }
        return instance;
    }

    /** The same, as ids. */
    List<InstanceId> ids(Call call, List<String> ids) {
        return all(call, ids).stream().map(Instance::id).toList();
    }

    /** What they name, each once, whether or not it is there. */
    static List<InstanceId> ids(List<String> ids, int most) {
        if (ids.size() > most) {
            throw Fault.TOO_MANY.refusal("InstanceIds", ids.size(), most);
        }
        return ids.stream()
                .map(id -> InstanceId.parse(id).orElseThrow(() -> Fault.MALFORMED_INSTANCE_ID.refusal(id)))
                .distinct()
                .toList();
    }

    private static Instance present(Map<InstanceId, Instance> found, InstanceId id) {
        Instance instance = found.get(id);
        if (instance == null) {
            throw Fault.UNKNOWN_INSTANCE.refusal(id);
        }
        return instance;
    }
}
