package shop.cvm.api;

import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.order.ReturnOffer;
import shop.cvm.order.Returns;

/** What is paid back for prepaid instances. */
@Component
class Refunds {

    private final Returns returns;

    Refunds(Returns returns) {
        this.returns = returns;
    }

    /**
     * If they are returned together now.
     *
     * @throws RuntimeException why one of them cannot be returned
     */
    List<ReturnOffer> of(Call call, List<Instance> named) {
        List<ReturnOffer> offers =
                returns.offers(call.account(), named.stream().map(Instance::id).toList());
        offers.stream()
                .map(ReturnOffer::refusal)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(refused -> {
                    throw refused;
                });
        return offers;
    }
}
