package shop.cvm.api;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** How the public network can be paid for. */
@Component
class DescribeInternetChargeTypeConfigs implements Action<Action.Nothing, DescribeInternetChargeTypeConfigs.Answer> {

    private final MessageSource messages;

    DescribeInternetChargeTypeConfigs(MessageSource messages) {
        this.messages = messages;
    }

    record Config(String internetChargeType, String description) {}

    record Answer(List<Config> internetChargeTypeConfigSet) {}

    @Override
    public Class<Nothing> request() {
        return Nothing.class;
    }

    @Override
    public Answer perform(Call call, Nothing request) {
        return new Answer(Stream.of("BANDWIDTH_PREPAID", "BANDWIDTH_POSTPAID_BY_HOUR", "TRAFFIC_POSTPAID_BY_HOUR")
                .map(type -> new Config(type, messages.getMessage("api.internet." + type, null, call.language())))
                .toList());
    }
}
