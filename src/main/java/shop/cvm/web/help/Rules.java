package shop.cvm.web.help;

import java.time.Duration;
import java.util.List;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountSettings;
import shop.cvm.account.SignUpFault;
import shop.cvm.account.VerificationNeed;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.instance.HostNames;
import shop.cvm.instance.InstanceSettings;
import shop.cvm.instance.Naming;
import shop.cvm.instance.PasswordRule;
import shop.cvm.order.OrderSettings;
import shop.cvm.payment.PaymentSettings;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;

/** The limits and settings that buying knows, each from where it is enforced. */
@Component
class Rules {

    private final AccountSettings accounts;
    private final InstanceSettings instances;
    private final OrderSettings orders;
    private final PaymentSettings topUps;
    private final Payments payments;

    Rules(
            AccountSettings accounts,
            InstanceSettings instances,
            OrderSettings orders,
            PaymentSettings topUps,
            Payments payments) {
        this.accounts = accounts;
        this.instances = instances;
        this.orders = orders;
        this.topUps = topUps;
        this.payments = payments;
    }

    public int accountPasswordCharacters() {
        return SignUpFault.MIN_CHARACTERS;
    }

    /** For which goods a customer's identity must be verified. */
    public VerificationNeed verification() {
        return accounts.verificationNeededFor();
    }

    /** How many machines one account may buy in one zone. */
    public OrderSettings.PurchaseQuota quota() {
        return orders.quota();
    }

    public int dataDisks() {
        return CatalogSnapshot.MAX_DATA_DISKS;
    }

    public int count() {
        return CatalogSnapshot.MAX_COUNT;
    }

    public int nameLength() {
        return Naming.MAX_NAME;
    }

    /** Shortest host name, in characters. */
    public int hostNameShortest() {
        return HostNames.MIN_LENGTH;
    }

    /** Longest host name of a Linux machine, in characters. */
    public int hostNameLongest() {
        return HostNames.MAX_LENGTH;
    }

    /** Longest host name of a Windows machine, in characters. */
    public int windowsHostNameLongest() {
        return HostNames.MAX_WINDOWS_LENGTH;
    }

    public PasswordRule linux() {
        return PasswordRule.LINUX;
    }

    public PasswordRule windows() {
        return PasswordRule.WINDOWS;
    }

    public List<WalletKind> wallets() {
        return payments.wallets().stream().sorted().toList();
    }

    public Money leastTopUp() {
        return PaymentSettings.MIN_TOP_UP;
    }

    public Money mostTopUp() {
        return topUps.max();
    }

    public long payWithinMinutes() {
        return orders.payWithin().toMinutes();
    }

    /** From payment to the addresses of a prepaid machine. */
    public Span prepaidAddress() {
        return new Span(
                instances.simulated().prepaidAddressMin(), instances.simulated().prepaidAddressMax());
    }

    /** From payment to the addresses of a postpaid machine. */
    public Span postpaidAddress() {
        return new Span(
                instances.simulated().postpaidAddressMin(),
                instances.simulated().postpaidAddressMax());
    }

    /** A time that something takes. */
    record Span(Duration least, Duration most) {

        /** Whole minutes, rounded up: what is promised must hold. */
        public long mostMinutes() {
            return most.plusSeconds(59).toMinutes();
        }

        /** Whole minutes, rounded down. */
        public long leastMinutes() {
            return least.toMinutes();
        }
    }
}
