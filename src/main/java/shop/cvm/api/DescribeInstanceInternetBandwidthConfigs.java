package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Configuration;
import shop.cvm.instance.Instance;

/**
 * Which bandwidth an instance has, since when and until when. There is one for all of its time, unless it was renewed with
 * less.
 */
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
        String end = instance.expiresAt().map(Text::utc).orElse("");
        int mbps = instance.configuration().bandwidthMbps();
        String start = Text.utc(instance.paidAt());
        return new Answer(instance.laterBandwidth()
                .map(later -> List.of(
                        config(instance, start, Text.utc(later.at()), mbps),
                        config(instance, Text.utc(later.at()), end, later.mbps())))
                .orElseGet(() -> List.of(config(instance, start, end, mbps))));
    }

    private static Config config(Instance instance, String start, String end, int mbps) {
        Configuration configuration = instance.configuration();
        return new Config(
                start,
                end,
                new InstanceInfo.Internet(
                        configuration.internetChargeType().apiName(configuration.chargeType()),
                        mbps,
                        configuration.hasPublicAddress()));
    }
}
