package shop.cvm.web.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.OsType;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Isolation;
import shop.cvm.instance.PowerAction;
import shop.cvm.order.Refund;

/**
 * An instance as its owner looks at it.
 *
 * @param instance the instance
 * @param refund its money, if it could not be made and the money is back; else null
 * @param now the shop's time
 */
record InstanceView(Instance instance, @Nullable Refund refund, Instant now) {

    private static final Duration DAY = Duration.ofDays(1);

    /** Prepaid: days until it expires, a started one counting as one; 0 when it has. */
    public long daysLeft() {
        Instant end = instance.expiresAt().orElse(now);
        return Math.max(Duration.between(now, end).plus(DAY).minusMillis(1).toDays(), 0);
    }

    /** The address to connect to: the public one if it has one. Null until it is known. */
    public @Nullable String address() {
        return instance.publicIp().or(instance::privateIp).orElse(null);
    }

    public boolean isWindows() {
        return instance.shape().osType() == OsType.WINDOWS;
    }

    /** What to type to get in; null for Windows and until the address is known. */
    public @Nullable String ssh() {
        String address = address();
        return address == null || isWindows() ? null : "ssh " + instance.shape().loginUser() + "@" + address;
    }

    /** Whether something about it will change by itself soon. */
    public boolean isWaiting() {
        if (instance.isFailed()) {
            return refund == null;
        }
        boolean gone = instance.state() == InstanceState.TERMINATED;
        return !gone
                && !instance.isInBin()
                && (instance.state().isPassing()
                        || instance.isGettingPassword()
                        || instance.isGettingKeyPair()
                        || instance.isReshaping()
                        || instance.isReinstalling()
                        || !instance.isAddressed());
    }

    /** Whether it is there and its owner can do something with it. */
    public boolean isManageable() {
        return instance.runningAt().isPresent() && !instance.state().isEnded();
    }

    /** Whether this button does anything now. */
    public boolean can(PowerAction action) {
        return instance.state() == action.from();
    }

    /** Whether it can be stopped without charge now; only for an instance that was read alone. */
    public boolean canStopCharging() {
        return instance.isRunning() && instance.canStopCharging();
    }

    /** Whether it is charged by the hour and runs, and cannot be stopped without charge for what is on its host. */
    public boolean isBoundToHost() {
        return instance.isRunning() && !instance.configuration().isPrepaid() && !instance.canStopCharging();
    }

    /** What its owner is to know about its power and its price; only for an instance that was read alone. */
    public String powerRule() {
        if (instance.isInBin()) {
            return instance.isReturned() ? "PREPAID.RETURNED" : "PREPAID.EXPIRED";
        }
        if (instance.isNetworkCut() || instance.isolation() == Isolation.ARREAR) {
            return instance.configuration().chargeType() + ".ARREARS";
        }
        String rule = instance.configuration().chargeType().name();
        return canStopCharging() ? rule + ".SPARING" : rule + (instance.isShelved() ? ".SHELVED" : "");
    }

    /** Whether its owner may look for another configuration: it is there, and not in the recycle bin. */
    public boolean canBeConfigured() {
        return isManageable() && !instance.isInBin();
    }

    /** Whether it can be installed anew now, as it stands. */
    public boolean canBeReinstalled() {
        return canGetPassword() && instance.isolation() == Isolation.NOTISOLATED;
    }

    /** Whether its password can be changed now: it stands still, or can be stopped for that. */
    public boolean canGetPassword() {
        return instance.isRunning() || (instance.state() == InstanceState.STOPPED && !instance.isShelved());
    }

    /** Changes when what is shown of these instances may change by itself. */
    static String seen(Collection<InstanceView> views) {
        String states = views.stream().map(InstanceView::seen).collect(Collectors.joining(","));
        return Integer.toHexString(states.hashCode());
    }

    private String seen() {
        return instance.id() + " " + instance.state() + " " + instance.isolation() + " " + instance.isShelved() + " "
                + instance.isAddressed() + " "
                + instance.lastFault() + " " + instance.isFailed() + " " + (refund != null) + " "
                + instance.isGettingPassword() + " " + instance.configured() + " " + instance.isReshaping() + " "
                + instance.isReinstalling() + " " + instance.isGettingKeyPair();
    }
}
