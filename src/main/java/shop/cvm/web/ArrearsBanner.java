package shop.cvm.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Arrears;
import shop.cvm.billing.Arrears.Stage;
import shop.cvm.billing.Billing;
import shop.cvm.instance.Concerned;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Balance;
import shop.cvm.ledger.Ledger;

/**
 * The banner above every page of a customer in arrears. It asks when the page is drawn: once, and who owes something
 * twice more, for the amount and for the machines that it concerns.
 */
public final class ArrearsBanner {

    private final Billing billing;
    private final Instances instances;
    private final Ledger ledger;
    private final AccountId account;

    ArrearsBanner(Billing billing, Instances instances, Ledger ledger, AccountId account) {
        this.billing = billing;
        this.instances = instances;
        this.ledger = ledger;
        this.account = account;
    }

    /** What it says; empty if there is nothing to say, also when money has come and the arrears are just being ended. */
    public Optional<Notice> notice() {
        return billing.arrears(account)
                .map(arrears -> Notice.of(arrears, ledger.balance(account), concerned()))
                .filter(notice -> !notice.balance().available().isPositive());
    }

    private Concerned concerned() {
        return instances.concerned(List.of(account)).getOrDefault(account, Concerned.none(account));
    }

    /**
     * How far arrears have gone.
     *
     * @param stage what has happened to the machines
     * @param balance what there is, which is not more than nothing
     * @param hourly how many machines are, or were, shut down and then destroyed
     * @param byTraffic how many lose, or have lost, their public network
     * @param stopAt when they are, or were, shut down or cut off
     * @param reclaimAt when they are, or were, destroyed
     * @param waitsUntil if that is put off because a payment is being checked, until when at most; else null
     */
    public record Notice(
            Stage stage,
            Balance balance,
            long hourly,
            long byTraffic,
            Instant stopAt,
            Instant reclaimAt,
            @Nullable Instant waitsUntil) {

        static Notice of(Arrears arrears, Balance balance, Concerned concerned) {
            long hourly = arrears.stage() == Stage.RECLAIMED ? arrears.destroyed() : concerned.hourly();
            return new Notice(
                    arrears.stage(),
                    balance,
                    hourly,
                    concerned.byTraffic(),
                    arrears.stopAt(),
                    arrears.reclaimAt(),
                    arrears.waitsUntil());
        }

        /** Zero if just nothing is available, which is too little as well. */
        public Money owed() {
            return balance.owed();
        }

        /** The sentences that are true, by the ends of their message keys. */
        public List<String> sentences() {
            List<String> sentences = new ArrayList<>();
            if (hourly > 0) {
                sentences.add((waitsUntil == null ? stage : "WAITING") + ".hourly");
            }
            if (byTraffic > 0) {
                sentences.add(stage + ".byTraffic");
            }
            if (sentences.isEmpty() || stage == Stage.RECLAIMED) {
                sentences.add("buyAgain");
            }
            return sentences;
        }
    }
}
