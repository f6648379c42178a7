package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Configuration;
import shop.cvm.instance.Instance;

/** Which bandwidth an instance has, since when and until when; there is one for all of its time. */
@Component
class DescribeInstanceInternetBandwidthConfigs
        implements Action<
                DescribeInstanceInternetBandwidthConfigs.Request, DescribeInstanceInternetBandwidthConfigs.Answer> {

    private final Targets targets;

    DescribeInstanceInternetBandwidthConfigs(Targets targets) {
        this.targets = targets;
    }

    record Request(@Nullable String instanceId) {}

    /** @param endTime empty for one that is paid by the hour */
    record Config(String startTime, String endTime, InstanceInfo.Internet internetAccessible) {}

    record Answer(List<Config> internetBandwidthConfigSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Instance instance = targets.one(call, "InstanceId", request.instanceId());
        Configuration configuration = instance.configuration();
        return new Answer(List.of(new Config(
                Text.utc(instance.paidAt()),
                instance.expiresAt().map(Text::utc).orElse(""),
                new InstanceInfo.Internet(
                        configuration.internetChargeType().apiName(configuration.chargeType()),
                        configuration.bandwidthMbps(),
                        configuration.hasPublicAddress()))));
    }
}
