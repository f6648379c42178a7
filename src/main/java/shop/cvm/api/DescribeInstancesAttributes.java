package shop.cvm.api;

import java.util.List;
import org.springframework.stereotype.Component;

/** What instances were given to read at their first start: nothing, for the shop does not sell that. */
@Component
class DescribeInstancesAttributes
        implements Action<DescribeInstancesAttributes.Request, DescribeInstancesAttributes.Answer> {

    private static final String USER_DATA = "UserData";

    private final Targets targets;

    DescribeInstancesAttributes(Targets targets) {
        this.targets = targets;
    }

    record Request(List<String> instanceIds, List<String> attributes) {}

    record Attributes(String userData) {}

    record InstanceAttribute(String instanceId, Attributes attributes) {}

    record Answer(List<InstanceAttribute> instanceSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        if (request.attributes().isEmpty()) {
            throw Fault.MISSING.refusal("Attributes");
        }
        request.attributes().stream()
                .filter(attribute -> !attribute.equals(USER_DATA))
                .findFirst()
                .ifPresent(other -> {
                    throw Fault.INVALID_VALUE.refusal("Attributes", other);
                });
        return new Answer(targets.ids(call, request.instanceIds()).stream()
                .map(id -> new InstanceAttribute(id.instanceId(), new Attributes("")))
                .toList());
    }
}
