package shop.cvm.order;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;

/**
 * A line of an order for a machine that is there, which nobody has paid yet.
 *
 * @param orderNumber the order
 * @param payUntil until when it can be paid
 * @param kind what it buys for the machine
 * @param instanceId the machine
 * @param renewsFrom when the machine's time ended when that was ordered; null if it had none
 * @param configured how often the machine had been configured then; null if that is of no matter
 * @param lowersFromMbps the bandwidth that the machine had then, if it is to have less; null if that stays as it is
 */
record OpenRenewal(
        String orderNumber,
        Instant payUntil,
        LineKind kind,
        String instanceId,
        @Nullable Instant renewsFrom,
        @Nullable Integer configured,
        @Nullable Integer lowersFromMbps) {

    OrderNumber order() {
        return new OrderNumber(orderNumber);
    }

    InstanceId instance() {
        return new InstanceId(instanceId);
    }

    /**
     * In what the machine is for good not what it was when that was ordered: a time never ends again when it did before, a
     * configuration has its number, and what is paid in advance is never paid by the hour again. In the recycle bin its
     * bandwidth stays as it is, and it must be possible to renew it with that. Empty if nothing is in the way.
     */
    Optional<VoidReason> overtakenBy(Instance machine) {
        boolean isGone = machine.isFailed() || machine.state().isEnded();
        if (isGone || kind == LineKind.PURCHASE) {
            return Optional.of(VoidReason.GONE);
        }
        if (kind == LineKind.CONVERSION) {
            boolean isOther = machine.configuration().isPrepaid() || isConfigured(machine);
            return isOther ? Optional.of(VoidReason.CHANGED) : Optional.empty();
        }
        if (kind == LineKind.CHANGE && machine.isInBin()) {
            return Optional.of(machine.isReturned() ? VoidReason.RETURNED : VoidReason.OVER);
        }
        if (endsOtherwise(machine)) {
            return Optional.of(VoidReason.RENEWED);
        }
        if (lowersFromMbps != null) {
            return Renewals.obstacleToLowering(machine, lowersFromMbps);
        }
        return isConfigured(machine) ? Optional.of(VoidReason.CHANGED) : Optional.empty();
    }

    private boolean endsOtherwise(Instance machine) {
        return !machine.expiresAt().map(end -> end.equals(renewsFrom)).orElse(false);
    }

    private boolean isConfigured(Instance machine) {
        return configured != null && configured != machine.configured();
    }
}
