package shop.cvm.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import shop.cvm.account.InvalidPublicKey;
import shop.cvm.account.KeyPairInUse;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.catalog.SpecFault;
import shop.cvm.catalog.Stock;
import shop.cvm.catalog.Unavailability;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceProtected;
import shop.cvm.instance.InstanceShelved;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.InvalidGroups;
import shop.cvm.instance.InvalidHostName;
import shop.cvm.instance.InvalidName;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.InvalidTag;
import shop.cvm.instance.InvalidTerminationTime;
import shop.cvm.instance.KeyPairNotForWindows;
import shop.cvm.instance.Naming;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotBoundToKeyPair;
import shop.cvm.instance.NotConvertible;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReinstallable;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.Tag;
import shop.cvm.instance.TerminationIsTimed;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.order.InArrears;
import shop.cvm.order.NotRenewable;
import shop.cvm.order.NotReturnable;
import shop.cvm.order.NotVerified;
import shop.cvm.order.OrderClosed;
import shop.cvm.order.QuotaExceeded;
import shop.cvm.order.RenewalOpen;
import shop.cvm.order.TokenReused;
import shop.cvm.payment.PaymentInProgress;

/** Says of what the shop refuses which error of the API it is. */
@Component
class ErrorTable {

    private final Stock stock;

    ErrorTable(Stock stock) {
        this.stock = stock;
    }

    /** @throws RuntimeException the same one, if it is no refusal but a fault of the shop */
    ApiRefusal of(RuntimeException thrown) {
        if (thrown instanceof ApiRefusal refusal) {
            return refusal;
        }
        // An order is closed within its own purchase only if the catalogue has changed meanwhile: the next try tells
        // why.
        if (thrown instanceof ConcurrencyFailureException || thrown instanceof OrderClosed) {
            return Fault.BUSY.refusal();
        }
        return ofPurchase(
                thrown,
                () -> ofInstance(thrown, () -> ofSettings(thrown, () -> ofChange(thrown, () -> ofAccount(thrown)))));
    }

    private ApiRefusal ofPurchase(RuntimeException thrown, Supplier<ApiRefusal> otherwise) {
        if (thrown instanceof InvalidSpec invalid) {
            return of(invalid.faults().get(0));
        }
        if (thrown instanceof SoldOut soldOut) {
            return of(soldOut);
        }
        if (thrown instanceof InvalidPassword) {
            return Fault.INVALID_PASSWORD.refusal();
        }
        if (thrown instanceof InvalidHostName invalid) {
            return Fault.INVALID_HOST_NAME.refusal(invalid.longest());
        }
        if (thrown instanceof KeyPairNotForWindows) {
            return Fault.KEY_PAIR_WINDOWS.refusal();
        }
        if (thrown instanceof TokenReused) {
            return Fault.TOKEN_REUSED.refusal("ClientToken");
        }
        if (thrown instanceof QuotaExceeded exceeded) {
            boolean prepaid = exceeded.quota().chargeType() == ChargeType.PREPAID;
            return (prepaid ? Fault.QUOTA_PREPAID : Fault.QUOTA_POSTPAID)
                    .refusal(exceeded.quota().zone(), exceeded.quota().remaining());
        }
        return otherwise.get();
    }

    private ApiRefusal ofInstance(RuntimeException thrown, Supplier<ApiRefusal> otherwise) {
        if (thrown instanceof NoSuchInstance) {
            return Fault.UNKNOWN_INSTANCE.refusal();
        }
        if (thrown instanceof WrongInstanceState wrong) {
            return of(wrong.state(), wrong.id().instanceId());
        }
        if (thrown instanceof NotRenewable not) {
            return not.isPrepaid()
                    ? of(not.state(), not.instance().instanceId())
                    : Fault.WRONG_CHARGE_TYPE.refusal(not.instance().instanceId());
        }
        if (thrown instanceof NotReturnable not) {
            return of(not);
        }
        if (thrown instanceof InstanceProtected guarded) {
            return Fault.PROTECTED.refusal(guarded.id().instanceId());
        }
        if (thrown instanceof InstanceIsPrepaid) {
            return Fault.WRONG_CHARGE_TYPE.refusal("");
        }
        if (thrown instanceof InstanceShelved) {
            return Fault.STOPPED_WITHOUT_CHARGE.refusal();
        }
        if (thrown instanceof InvalidName) {
            return Fault.NAME_TOO_LONG.refusal(Naming.MAX_NAME);
        }
        return otherwise.get();
    }

    private static ApiRefusal ofSettings(RuntimeException thrown, Supplier<ApiRefusal> otherwise) {
        if (thrown instanceof InvalidTag invalid) {
            return switch (invalid.fault()) {
                case KEY -> Fault.INVALID_TAG_KEY.refusal();
                case RESERVED -> Fault.TAG_RESERVED.refusal();
                case VALUE -> Fault.INVALID_TAG_VALUE.refusal();
                case TOO_MANY -> Fault.TOO_MANY_TAGS.refusal(Tag.MOST);
            };
        }
        if (thrown instanceof InvalidGroups invalid) {
            return switch (invalid.fault()) {
                case NONE -> Fault.LAST_GROUP.refusal();
                case TOO_MANY -> Fault.TOO_MANY_GROUPS.refusal(InstanceGroups.MOST);
                case ELSEWHERE -> Fault.UNKNOWN_SECURITY_GROUP.refusal("");
            };
        }
        if (thrown instanceof InvalidTerminationTime) {
            return Fault.ACTION_TIME.refusal();
        }
        if (thrown instanceof TerminationIsTimed) {
            return Fault.TERMINATION_TIMED.refusal();
        }
        return otherwise.get();
    }

    private static ApiRefusal ofChange(RuntimeException thrown, Supplier<ApiRefusal> otherwise) {
        if (thrown instanceof NotReconfigurable not) {
            return of(not).refusal(not.instance().instanceId());
        }
        if (thrown instanceof NotConvertible not) {
            return of(not).refusal(not.instance().instanceId());
        }
        if (thrown instanceof NotReinstallable not) {
            return switch (not.reason()) {
                case IMAGE -> Fault.IMAGE_NOT_FOR_TYPE.refusal("", "", "");
                case PRICE -> Fault.REINSTALL_PRICE.refusal();
                case DISK -> Fault.REINSTALL_DISK.refusal();
            };
        }
        return otherwise.get();
    }

    private static Fault of(NotReconfigurable not) {
        return switch (not.reason()) {
            case PREPAID -> Fault.WRONG_CHARGE_TYPE;
            case NOT_READY, CHANGED -> Fault.BUSY;
            case ARREARS -> Fault.IN_ARREARS;
            case SHELVED -> Fault.STOPPED_WITHOUT_CHARGE;
            case NOTHING -> Fault.NOTHING_CHANGES;
            case DISK_SHRINKS -> Fault.DISK_SHRINKS;
            case LOCAL_DISKS -> Fault.LOCAL_DISKS;
            case RUNS -> Fault.STATE_RUNNING;
            case SWITCHED -> Fault.NETWORK_SWITCHED;
            case ORDER_OPEN -> Fault.ORDER_OPEN;
            case OVER -> Fault.TIME_OVER;
            case BANDWIDTH_LOWERS -> Fault.BANDWIDTH_LOWERS;
            case LOWERS_LATER -> Fault.LOWERS_LATER;
            case BOTH_WAYS -> Fault.BOTH_WAYS;
            case DOWNGRADED -> Fault.DOWNGRADED;
            case UNPRICED -> Fault.UNPRICED;
        };
    }

    private static Fault of(NotConvertible not) {
        return switch (not.reason()) {
            case PREPAID -> Fault.WRONG_CHARGE_TYPE;
            case NOT_READY -> Fault.BUSY;
            case ARREARS -> Fault.IN_ARREARS;
            case SHELVED -> Fault.STOPPED_WITHOUT_CHARGE;
            case BANDWIDTH -> Fault.BANDWIDTH_BY_HOUR;
            case TIMED -> Fault.TERMINATION_TIMED;
        };
    }

    private static ApiRefusal ofAccount(RuntimeException thrown) {
        if (thrown instanceof InsufficientBalance insufficient) {
            return Fault.INSUFFICIENT_BALANCE.refusal(
                    insufficient.missing().getAmount().toPlainString());
        }
        if (thrown instanceof InArrears || thrown instanceof OwnerInArrears) {
            return Fault.IN_ARREARS.refusal();
        }
        if (thrown instanceof NotVerified) {
            return Fault.NOT_VERIFIED.refusal();
        }
        if (thrown instanceof PaymentInProgress) {
            return Fault.BUSY.refusal();
        }
        if (thrown instanceof RenewalOpen open) {
            return Fault.UNPAID_ORDER.refusal(open.order().number());
        }
        if (thrown instanceof NoSuchKeyPair || thrown instanceof NotBoundToKeyPair) {
            return Fault.UNKNOWN_KEY_PAIR.refusal();
        }
        if (thrown instanceof InvalidPublicKey) {
            return Fault.MALFORMED_PUBLIC_KEY.refusal();
        }
        if (thrown instanceof KeyPairInUse) {
            return Fault.KEY_PAIR_USED.refusal();
        }
        throw thrown;
    }

    /** A specification can break several rules; the first is told, which others may follow from. */
    private static ApiRefusal of(SpecFault fault) {
        Fault told =
                switch (fault.reason()) {
                    case UNKNOWN_ZONE -> Fault.ZONE_OF_OTHER_REGION;
                    case ZONE_NOT_SOLD -> Fault.ZONE_SOLD_OUT;
                    case UNKNOWN_TYPE -> Fault.UNKNOWN_TYPE;
                    case TYPE_NOT_SOLD -> ofType(fault.unavailability());
                    case UNKNOWN_IMAGE, IMAGE_NOT_SOLD -> Fault.UNKNOWN_IMAGE;
                    case IMAGE_ARCHITECTURE -> Fault.IMAGE_NOT_FOR_TYPE;
                    case PERIOD_NOT_OFFERED -> Fault.INVALID_PERIOD;
                    case DISK_TYPE_NOT_SOLD -> Fault.DISK_SOLD_OUT;
                    case DISK_SIZE, BANDWIDTH_RANGE, COUNT_RANGE -> Fault.OUT_OF_RANGE;
                    case TOO_MANY_DISKS -> Fault.TOO_MANY;
                    case NETWORK_NOT_SOLD -> Fault.NOT_SUPPORTED;
                };
        Object why = fault.unavailability() == null ? fault.allowed() : fault.unavailability();
        return told.refusal(fault.field(), fault.value(), why);
    }

    /** The vendor has one code for whatever a zone does not offer, and another for what it offers and has not got. */
    private static Fault ofType(@Nullable Unavailability reason) {
        return reason == Unavailability.SOLD_OUT ? Fault.TYPE_SOLD_OUT : Fault.TYPE_NOT_IN_ZONE;
    }

    private ApiRefusal of(SoldOut soldOut) {
        boolean some = stock.freeNow(soldOut.zone(), soldOut.instanceType()) > 0;
        return some
                ? Fault.TYPE_TOO_FEW.refusal(soldOut.instanceType(), soldOut.zone())
                : ofType(Unavailability.SOLD_OUT)
                        .refusal("InstanceType", soldOut.instanceType(), Unavailability.SOLD_OUT);
    }

    private static ApiRefusal of(InstanceState state, String instance) {
        return Fault.of(state).map(fault -> fault.refusal(instance)).orElseGet(() -> Fault.UNKNOWN_INSTANCE.refusal());
    }

    private static ApiRefusal of(NotReturnable not) {
        String instance = not.instance().instanceId();
        return switch (not.reason()) {
            case POSTPAID -> Fault.WRONG_CHARGE_TYPE.refusal(instance);
            case STATE -> of(not.state(), instance);
            case OVER, RETURNED -> Fault.NOT_RETURNABLE.refusal(instance);
            case PROTECTED -> Fault.PROTECTED.refusal(instance);
            case TOO_OLD, LIMIT -> Fault.REFUND_RULES.refusal(instance);
        };
    }
}
