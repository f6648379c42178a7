package shop.cvm.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceId;
import shop.cvm.order.Adjustments;

/** How often prepaid instances can still get a cheaper type, the one operation whose number is limited. */
@Component
class DescribeInstancesOperationLimit
        implements Action<DescribeInstancesOperationLimit.Request, DescribeInstancesOperationLimit.Answer> {

    private static final String DOWNGRADE = "INSTANCE_DEGRADE";

    private final Targets targets;
    private final Adjustments adjustments;

    DescribeInstancesOperationLimit(Targets targets, Adjustments adjustments) {
        this.targets = targets;
        this.adjustments = adjustments;
    }

    record Request(List<String> instanceIds, @Nullable String operation) {}

    record Limit(String operation, String instanceId, int currentCount, int limitCount) {}

    record Answer(List<Limit> instanceOperationLimitSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        String operation = request.operation();
        if (operation == null || operation.isEmpty()) {
            throw Fault.MISSING.refusal("Operation");
        }
        if (!operation.equals(DOWNGRADE)) {
            throw Fault.INVALID_VALUE.refusal("Operation", operation);
        }
        List<InstanceId> named = targets.ids(call, request.instanceIds());
        Map<InstanceId, Integer> done = adjustments.downgrades(named);
        return new Answer(named.stream()
                .map(id ->
                        new Limit(DOWNGRADE, id.instanceId(), done.getOrDefault(id, 0), adjustments.mostDowngrades()))
                .toList());
    }
}
