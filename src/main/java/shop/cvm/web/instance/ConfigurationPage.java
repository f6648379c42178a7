package shop.cvm.web.instance;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.instance.Instance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.ReconfigurationSettings;
import shop.cvm.order.AdjustmentOffer;
import shop.cvm.order.Adjustments;
import shop.cvm.order.ReconfigurationOffer;
import shop.cvm.order.Reconfigurations;
import shop.cvm.order.ReturnSettings;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.web.Problems;

/** What the page of another configuration shows: what can be chosen, and what the choice comes to. */
@Component
class ConfigurationPage {

    private final Reconfigurations reconfigurations;
    private final Adjustments adjustments;
    private final TypeChoices types;
    private final ReconfigurationSettings settings;
    private final ReturnSettings offers;

    ConfigurationPage(
            Reconfigurations reconfigurations,
            Adjustments adjustments,
            TypeChoices types,
            ReconfigurationSettings settings,
            ReturnSettings offers) {
        this.reconfigurations = reconfigurations;
        this.adjustments = adjustments;
        this.types = types;
        this.settings = settings;
        this.offers = offers;
    }

    /** @return the view's name */
    String fill(Model model, AccountId account, Instance instance, ConfigurationForm form, Problems problems) {
        WantedConfiguration current = WantedConfiguration.of(instance.spec());
        Optional<WantedConfiguration> wanted = form.wanted(problems.isEmpty() ? problems : new Problems());
        RuntimeException refusal = instance.configuration().isPrepaid()
                ? adjust(model, account, instance, wanted.orElse(current))
                : reconfigure(model, account, instance, wanted.orElse(current));
        if (refusal instanceof InvalidSpec invalid && problems.isEmpty()) {
            tell(invalid, problems);
        }
        model.addAttribute("instance", instance);
        model.addAttribute("form", form);
        model.addAttribute("groups", types.of(instance));
        model.addAttribute("changes", wanted.isPresent() && !wanted.get().equals(current));
        model.addAttribute("refused", refused(refusal, instance));
        model.addAttribute("switches", settings.networkSwitches());
        model.addAttribute("downgrades", settings.downgrades());
        model.addAttribute("problems", problems);
        if (!model.containsAttribute("token")) {
            model.addAttribute("token", UUID.randomUUID().toString());
        }
        return "instance/adjust";
    }

    private @Nullable RuntimeException adjust(
            Model model, AccountId account, Instance instance, WantedConfiguration wanted) {
        AdjustmentOffer offer = adjustments.offer(account, instance.id(), wanted);
        model.addAttribute("adjusted", offer);
        model.addAttribute("wanted", offer.wanted());
        model.addAttribute("offerMinutes", offers.offerFor().toMinutes());
        return offer.refusal();
    }

    private @Nullable RuntimeException reconfigure(
            Model model, AccountId account, Instance instance, WantedConfiguration wanted) {
        ReconfigurationOffer offer = reconfigurations.offer(account, instance.id(), wanted);
        model.addAttribute("offer", offer);
        model.addAttribute("wanted", offer.wanted());
        return offer.refusal();
    }

    /** Says at each field what of it is not sold. */
    static void tell(InvalidSpec invalid, Problems problems) {
        invalid.faults()
                .forEach(fault -> problems.add(fault.field(), "catalog.fault." + fault.reason(), fault.arguments()));
    }

    /** Why it cannot be changed now, like this or at all, as the key of a message; null if it can. */
    private static @Nullable String refused(@Nullable RuntimeException refused, Instance instance) {
        return refused instanceof NotReconfigurable refusal && refusal.reason() != NotReconfigurable.Reason.NOTHING
                ? Refusal.of(refusal, instance)
                : null;
    }
}
