package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.order.DirectPurchases;
import shop.cvm.order.DirectRequest;

/** Buys machines and pays for them from the balance: all of them, or as many as are enough, or none. */
@Component
class RunInstances implements Action<MachineRequest, RunInstances.Answer> {

    private static final int LONGEST_TOKEN = 64;

    private final Wishes wishes;
    private final AskedFor asked;
    private final DirectPurchases purchases;

    RunInstances(Wishes wishes, AskedFor asked, DirectPurchases purchases) {
        this.wishes = wishes;
        this.asked = asked;
        this.purchases = purchases;
    }

    /** @param instanceIdSet null if it was tried only */
    record Answer(@Nullable List<String> instanceIdSet) {}

    @Override
    public Class<MachineRequest> request() {
        return MachineRequest.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Answer perform(Call call, MachineRequest request) {
        String token = token(request.clientToken());
        try {
            if (Text.isTrue(request.dryRun())) {
                purchases.rehearse(call.account(), wishes.of(call, request));
                return new Answer(null);
            }
            return new Answer(bought(call, request, token).stream()
                    .map(InstanceId::instanceId)
                    .toList());
        } catch (InstanceIsPrepaid prepaid) {
            throw Fault.TIMER_PREPAID.refusal();
        } catch (SoldOut soldOut) {
            if (request.minCount() != null) {
                throw Fault.FEWER_THAN_MIN_COUNT.refusal(soldOut.instanceType(), request.minCount());
            }
            throw soldOut;
        }
    }

    private List<InstanceId> bought(Call call, MachineRequest request, @Nullable String token) {
        String scope = name() + '/' + call.region().id();
        return token == null
                ? purchases.buyOnce(call.account(), scope, wishes.of(call, request))
                : purchases.buy(
                        call.account(),
                        new DirectRequest(scope, token, asked.by(request)),
                        () -> wishes.of(call, request));
    }

    private static @Nullable String token(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return null;
        }
        if (token.length() > LONGEST_TOKEN) {
            throw Fault.TOKEN_TOO_LONG.refusal(LONGEST_TOKEN);
        }
        if (!token.matches("[!-~]+")) {
            throw Fault.INVALID_VALUE.refusal("ClientToken", "");
        }
        return token;
    }
}
