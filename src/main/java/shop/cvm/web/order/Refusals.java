package shop.cvm.web.order;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.cart.ItemsGone;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.InvalidHostName;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.KeyPairNotForWindows;
import shop.cvm.instance.NotConvertible;
import shop.cvm.order.AgreedPrice;
import shop.cvm.order.EndMoved;
import shop.cvm.order.InArrears;
import shop.cvm.order.NotRenewable;
import shop.cvm.order.NotVerified;
import shop.cvm.order.PriceChanged;
import shop.cvm.order.Quota;
import shop.cvm.order.QuotaExceeded;
import shop.cvm.order.RenewalOpen;
import shop.cvm.order.TokenReused;
import shop.cvm.web.CatalogNames;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;

/** Why an order was not placed, in words that say what to do. */
@Component
class Refusals {

    private final Show show;
    private final CatalogNames names;

    Refusals(Show show, CatalogNames names) {
        this.show = show;
        this.names = names;
    }

    /** @throws RuntimeException the same one, if it is none of the refusals that placing an order knows */
    void tell(RuntimeException refused, Problems problems) {
        if (refused instanceof InvalidPassword invalid) {
            invalid.faults().stream()
                    .sorted()
                    .forEach(fault -> problems.add("password", "instance.password." + fault + "." + invalid.osType()));
        } else if (refused instanceof InvalidHostName invalid) {
            problems.add("", "instance.hostName." + invalid.fault(), invalid.longest());
        } else if (refused instanceof SoldOut soldOut) {
            problems.add("", "order.checkout.soldOut", soldOut.instanceType());
        } else if (refused instanceof PriceChanged changed) {
            problems.add("", "order.checkout.priceChanged", price(changed.agreed()), price(changed.current()));
        } else if (refused instanceof InvalidSpec invalid) {
            problems.add("", "order.checkout.invalid");
            invalid.faults().forEach(fault -> problems.add("", "catalog.fault." + fault.reason(), fault.arguments()));
        } else if (refused instanceof RenewalOpen open) {
            problems.add("", "order.renewal.open", open.order());
        } else if (refused instanceof EndMoved moved) {
            problems.add("", "order.renewal.moved", moved.instance(), show.time(moved.now()));
        } else if (refused instanceof NotRenewable not) {
            problems.add("", "order.renewal.not", not.instance());
        } else if (refused instanceof NotConvertible not) {
            problems.add("", "order.conversion.not", not.instance());
        } else if (refused instanceof TokenReused reused) {
            problems.add("", "order.checkout.tokenReused", reused.placed().number());
        } else {
            tellOfCustomer(refused, problems);
        }
    }

    private void tellOfCustomer(RuntimeException refused, Problems problems) {
        if (refused instanceof NotVerified) {
            problems.add("", "order.checkout.notVerified");
        } else if (refused instanceof InArrears arrears) {
            problems.add("", "order.checkout.inArrears", show.total(arrears.owed()));
        } else if (refused instanceof QuotaExceeded exceeded) {
            Quota quota = exceeded.quota();
            String zone = names.zone(quota.zone()).in(LocaleContextHolder.getLocale());
            problems.add("", "order.checkout.quota." + quota.chargeType(), zone, quota.remaining(), quota.total());
        } else if (refused instanceof NoSuchKeyPair) {
            problems.add("keyPair", "order.checkout.keyPair.missing");
        } else if (refused instanceof KeyPairNotForWindows) {
            problems.add("", "order.checkout.keyPair.windows");
        } else if (refused instanceof ItemsGone) {
            problems.add("", "order.checkout.gone");
        } else {
            throw refused;
        }
    }

    private String price(AgreedPrice price) {
        boolean postpaid = price.perHour().perHour().signum() > 0;
        return postpaid ? show.rate(price.perHour()) : show.amount(price.total());
    }
}
