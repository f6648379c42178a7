package shop.cvm.api;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.instance.Instance;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import tools.jackson.databind.JsonNode;

/** Gives an instance another bandwidth, or another way to pay for its public network. */
@Component
class ResetInstancesInternetMaxBandwidth implements Action<ResetInstancesInternetMaxBandwidth.Request, Action.Done> {

    private final Targets targets;
    private final Changes changes;
    private final ShopClock clock;

    ResetInstancesInternetMaxBandwidth(Targets targets, Changes changes, ShopClock clock) {
        this.targets = targets;
        this.changes = changes;
        this.clock = clock;
    }

    record Request(
            List<String> instanceIds,
            MachineRequest.@Nullable Internet internetAccessible,
            @Nullable JsonNode startTime,
            @Nullable JsonNode endTime) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Done perform(Call call, Request request) {
        Instance instance = targets.only(call, request.instanceIds());
        requireFromNowOn(instance, request.startTime(), request.endTime(), clock.now());
        changes.make(call, instance, of(instance, request.internetAccessible()), false, name());
        return new Done();
    }

    /**
     * A bandwidth is for all the time that is left. Named as a day each, in China, its ends may be told all the same.
     *
     * @throws ApiRefusal if it is to begin on another day than today, or to end on another than the instance's last
     */
    static void requireFromNowOn(Instance instance, @Nullable JsonNode start, @Nullable JsonNode end, Instant now) {
        requireDay("StartTime", start, ShopCalendar.dayOf(now).toString());
        String last = instance.expiresAt()
                .map(over -> ShopCalendar.dayOf(over).toString())
                .orElse("");
        requireDay("EndTime", end, last);
    }

    private static void requireDay(String field, @Nullable JsonNode day, String fixed) {
        if (day == null || !day.isString() || !day.asString().equals(fixed)) {
            Unsold.require(field, day);
        }
    }

    /**
     * The same machine with another public network.
     *
     * @throws ApiRefusal if it is none that is sold
     */
    static UnaryOperator<WantedConfiguration> of(Instance instance, MachineRequest.@Nullable Internet internet) {
        if (internet == null || internet.internetMaxBandwidthOut() == null) {
            throw Fault.MISSING.refusal("InternetAccessible.InternetMaxBandwidthOut");
        }
        WantedInternet wanted =
                WantedInternet.of(internet, instance.configuration().chargeType());
        InternetChargeType present = instance.configuration().internetChargeType();
        String named = internet.internetChargeType();
        InternetChargeType chargeType = named == null || named.isEmpty() ? present : wanted.chargeType();
        return machine -> new WantedConfiguration(
                machine.instanceType(), machine.systemDiskGb(), machine.dataDisksGb(), chargeType, wanted.mbps());
    }
}
