package shop.cvm.web.instance;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.FormReused;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceProtected;
import shop.cvm.instance.InstanceShelved;
import shop.cvm.instance.InvalidGroups;
import shop.cvm.instance.InvalidTag;
import shop.cvm.instance.Isolation;
import shop.cvm.instance.KeyPairNotForWindows;
import shop.cvm.instance.NameNotConfirmed;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotBoundToKeyPair;
import shop.cvm.instance.NotConvertible;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.TerminationIsTimed;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.order.InArrears;
import shop.cvm.order.NotReturnable;
import shop.cvm.order.RenewalOpen;
import shop.cvm.order.ReturnChanged;

/** Why something was not done with an instance, as the key of a message. */
final class Refusal {

    private Refusal() {}

    /** Why it cannot be terminated now, as it stands; null if it can. */
    static @Nullable String ofTermination(Instance instance, @Nullable TerminationPlan plan) {
        if (plan != null && plan.isProtected()) {
            return "console.refused.protected";
        }
        if (instance.configuration().isPrepaid() && !instance.isInBin()) {
            return "instance.refused.prepaid";
        }
        return switch (instance.state()) {
            case RUNNING, STOPPED, SHUTDOWN -> null;
            default -> "instance.refused." + instance.state();
        };
    }

    /** Why it cannot be installed anew now, as it stands; null if it can. */
    static @Nullable String ofReinstallation(Instance instance) {
        if (instance.isShelved()) {
            return "instance.refused.shelved";
        }
        if (instance.isolation() != Isolation.NOTISOLATED && !instance.isInBin()) {
            return "instance.refused.arrears";
        }
        return switch (instance.state()) {
            case RUNNING, STOPPED -> null;
            default -> "instance.refused." + instance.state();
        };
    }

    /** Why it cannot be configured like this. */
    static String of(NotReconfigurable refused, Instance instance) {
        return refused.reason() == NotReconfigurable.Reason.NOT_READY
                ? "instance.refused." + instance.state()
                : "instance.adjust.refused." + refused.reason();
    }

    /** Why it cannot be paid in advance from now on. */
    static String ofConversion(NotConvertible.Reason reason, Instance instance) {
        return reason == NotConvertible.Reason.NOT_READY
                ? "instance.refused." + instance.state()
                : "instance.convert.refused." + reason;
    }

    /** @throws RuntimeException the same one, if it is no refusal */
    static String of(RuntimeException refused) {
        if (refused instanceof WrongInstanceState wrong) {
            return "instance.refused." + wrong.state();
        }
        if (refused instanceof InstanceIsPrepaid) {
            return "instance.refused.prepaid";
        }
        if (refused instanceof InstanceShelved) {
            return "instance.refused.shelved";
        }
        if (refused instanceof OwnerInArrears) {
            return "instance.refused.arrears";
        }
        if (refused instanceof InstanceProtected) {
            return "console.refused.protected";
        }
        if (refused instanceof TerminationIsTimed) {
            return "console.refused.timed";
        }
        if (refused instanceof SoldOut) {
            return "instance.refused.soldOut";
        }
        if (refused instanceof InvalidTag invalid) {
            return "console.tags." + invalid.fault();
        }
        if (refused instanceof InvalidGroups invalid) {
            return "console.groups." + invalid.fault();
        }
        if (refused instanceof KeyPairNotForWindows) {
            return "console.keys.windows";
        }
        if (refused instanceof NotBoundToKeyPair) {
            return "console.keys.unbound";
        }
        if (refused instanceof NoSuchKeyPair) {
            return "console.keys.unknown";
        }
        if (refused instanceof NoSuchInstance) {
            return "instance.refused.unknown";
        }
        if (refused instanceof PessimisticLockingFailureException) {
            return "instance.refused.busy";
        }
        if (refused instanceof FormReused) {
            return "instance.refused.form";
        }
        if (refused instanceof NameNotConfirmed) {
            return "instance.refused.renamed";
        }
        throw refused;
    }

    /**
     * Why a machine was not returned.
     *
     * @throws RuntimeException the same one, if it is no refusal
     */
    static String ofReturn(RuntimeException refused) {
        if (refused instanceof NotReturnable not) {
            return not.reason() == NotReturnable.Reason.STATE
                    ? "instance.refused." + not.state()
                    : "instance.return.refused." + not.reason();
        }
        if (refused instanceof RenewalOpen) {
            return "instance.return.refused.open";
        }
        if (refused instanceof InArrears) {
            return "instance.return.refused.arrears";
        }
        return refused instanceof ReturnChanged ? "instance.return.refused.changed" : of(refused);
    }
}
