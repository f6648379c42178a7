package shop.cvm.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceExpired;
import shop.cvm.instance.InstanceExpiring;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.RenewFlag;
import shop.cvm.order.AutoRenewalFailed;
import shop.cvm.order.AutoRenewed;
import shop.cvm.order.Renewals;
import shop.cvm.time.ShopClock;

/**
 * Tells customers before and after the time of their prepaid machines is over, with what a month more costs. News that
 * comes when a machine has been renewed is no news any more.
 */
@Component
class ExpiryMessages {

    private final Instances instances;
    private final Renewals renewals;
    private final MessageRows rows;
    private final ShopClock clock;

    ExpiryMessages(Instances instances, Renewals renewals, MessageRows rows, ShopClock clock) {
        this.instances = instances;
        this.renewals = renewals;
        this.rows = rows;
        this.clock = clock;
    }

    @ApplicationModuleListener(id = "notification.instance-expiring")
    public void on(InstanceExpiring news) {
        Instant latest = news.at().plus(Duration.ofDays(news.days()));
        tell(
                renewals.toRemindOf(concerned(
                        news.ids(),
                        machine -> !machine.isInBin() && !expiry(machine).isAfter(latest))),
                MessageKind.INSTANCE_EXPIRING,
                -news.days());
    }

    @ApplicationModuleListener(id = "notification.instance-expired")
    public void on(InstanceExpired news) {
        tell(
                concerned(
                        news.ids(),
                        machine -> machine.isInBin()
                                && !machine.isReturned()
                                && (news.days() == 0 || isReminded(machine))),
                MessageKind.INSTANCE_EXPIRED,
                news.days());
    }

    @ApplicationModuleListener(id = "notification.auto-renewed")
    public void on(AutoRenewed news) {
        List<NewMessage> messages = instances.all(List.of(news.instance())).stream()
                .map(machine -> new NewMessage(
                        machine.account(),
                        "renewed:" + news.order(),
                        MessageKind.INSTANCE_RENEWED,
                        machine.id().instanceId(),
                        null,
                        1,
                        0,
                        expiry(machine)))
                .toList();
        rows.insert(messages, clock.now());
    }

    /** Of every try; each has a time of its own. */
    @ApplicationModuleListener(id = "notification.auto-renewal-failed")
    public void on(AutoRenewalFailed news) {
        List<NewMessage> messages = instances.all(List.of(news.instance())).stream()
                .map(machine -> new NewMessage(
                        machine.account(),
                        "renewal-failed:" + machine.id() + ":" + news.at().toEpochMilli(),
                        MessageKind.RENEWAL_FAILED,
                        machine.id().instanceId(),
                        null,
                        1,
                        0,
                        expiry(machine),
                        renewals.price(machine, 1).orElse(null)))
                .toList();
        rows.insert(messages, clock.now());
    }

    private static boolean isReminded(Instance machine) {
        return machine.renewal() != RenewFlag.DISABLE_NOTIFY_AND_MANUAL_RENEW;
    }

    private List<Instance> concerned(List<InstanceId> ids, Predicate<Instance> which) {
        return instances.all(ids).stream()
                .filter(machine -> !machine.state().isEnded())
                .filter(which)
                .toList();
    }

    /** @param day counted from the end of the machine's time: the same day is told of once */
    private void tell(List<Instance> machines, MessageKind kind, int day) {
        rows.insert(
                machines.stream().map(machine -> message(machine, kind, day)).toList(), clock.now());
    }

    private NewMessage message(Instance machine, MessageKind kind, int day) {
        return new NewMessage(
                machine.account(),
                "expiry:" + machine.id() + ":" + expiry(machine).toEpochMilli() + ":" + day,
                kind,
                machine.id().instanceId(),
                null,
                1,
                0,
                machine.releaseAt().orElse(expiry(machine)),
                renewals.price(machine, 1).orElse(null));
    }

    private static Instant expiry(Instance machine) {
        return machine.expiresAt().orElseThrow();
    }
}
