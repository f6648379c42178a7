package shop.cvm.instance;

import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;

/**
 * A component of a machine that is charged by use, with what its machine is doing.
 *
 * @param instance the machine
 * @param account whose it is
 * @param rate what the component costs
 * @param charging what is to be done about charging it
 */
public record UsedComponent(InstanceId instance, AccountId account, InstanceRate rate, Charging charging) {

    /** Whether a component costs anything at the moment. */
    public enum Charging {
        /** Not yet: the machine has never run. */
        NOT_BEGUN,
        /** It does. */
        ON,
        /** Not now, and perhaps later again. */
        PAUSED,
        /** Never again. */
        ENDED
    }

    /** As read from the database. */
    public UsedComponent(
            String instanceId,
            String accountId,
            ChargeType chargeType,
            InstanceState state,
            Isolation isolation,
            StoppedMode stoppedMode,
            boolean networkCut,
            Component component,
            int quantity,
            HourlyRate rate,
            @Nullable Integer secondAfter,
            @Nullable HourlyRate secondRate,
            @Nullable Integer thirdAfter,
            @Nullable HourlyRate thirdRate,
            int configuration) {
        this(
                new InstanceId(instanceId),
                new AccountId(accountId),
                new InstanceRate(
                        component,
                        quantity,
                        rate,
                        new StepRates(secondAfter, secondRate, thirdAfter, thirdRate),
                        configuration),
                charging(state, isolation, stoppedMode, networkCut, component));
    }

    /**
     * An ordinary shutdown ends the charge of nothing but traffic, because none goes out ({@code domain.md} 5.4); one
     * without charge spares vCPU and memory (5.5); isolation spares everything (10.2).
     */
    private static Charging charging(
            InstanceState state,
            Isolation isolation,
            StoppedMode stoppedMode,
            boolean networkCut,
            Component component) {
        boolean off = state == InstanceState.STOPPED || state == InstanceState.STARTING;
        boolean spared = isolation != Isolation.NOTISOLATED
                || (component == Component.COMPUTE && off && stoppedMode == StoppedMode.STOP_CHARGING)
                || (component == Component.TRAFFIC && (off || networkCut));
        return switch (state) {
            case PENDING, LAUNCH_FAILED -> Charging.NOT_BEGUN;
            case TERMINATING, TERMINATED -> Charging.ENDED;
            default -> spared ? Charging.PAUSED : Charging.ON;
        };
    }
}
