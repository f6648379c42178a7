package shop.cvm.web.sandbox;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.sandbox.ClockGoesForward;
import shop.cvm.sandbox.ClockPushes;
import shop.cvm.sandbox.FreshShop;
import shop.cvm.sandbox.PushInProgress;
import shop.cvm.web.Problems;

/** The forms of the sandbox that push the clock and reset the shop. */
@Controller
@RequestMapping("/sandbox")
@ConditionalOnProperty(name = "shop.sandbox.enabled", havingValue = "true")
class ClockController {

    /** A short push is over when the page is shown. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final ClockPushes pushes;
    private final FreshShop shop;
    private final SandboxController page;

    ClockController(ClockPushes pushes, FreshShop shop, SandboxController page) {
        this.pushes = pushes;
        this.shop = shop;
        this.page = page;
    }

    /**
     * @param amount of this unit, or a duration as in ISO 8601 if the unit is {@code advance}
     * @param unit {@code minutes}, {@code hours}, {@code days} or {@code advance}, or {@code to} for the field of that name
     * @param to a date or a time
     */
    @PostMapping("/clock")
    String push(
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "to") String unit,
            @RequestParam(defaultValue = "") String to,
            Model model,
            HttpServletResponse response)
            throws InterruptedException {
        boolean time = unit.equals("to");
        String field = time ? "to" : "amount";
        model.addAttribute("typed", Map.of("amount", amount, "unit", unit, "to", to));
        try {
            ClockTarget.of(Map.of(unit, time ? to : amount)).begin(pushes);
        } catch (UnusableSwitch unusable) {
            return refused(field, "sandbox.wrong." + field, model, response);
        } catch (ClockGoesForward backwards) {
            return refused(field, "sandbox.wrong.forward", model, response);
        } catch (PushInProgress other) {
            return refused("", "sandbox.wrong.moving", model, response);
        }
        pushes.await(SHORT);
        return "redirect:/sandbox#clock";
    }

    @PostMapping("/reset")
    String reset(@RequestParam(defaultValue = "false") boolean sure, Model model, HttpServletResponse response) {
        if (!sure) {
            return refused("sure", "sandbox.wrong.sure", model, response);
        }
        try {
            shop.reset();
        } catch (PushInProgress moving) {
            return refused("", "sandbox.wrong.moving", model, response);
        }
        return "redirect:/sandbox?fresh";
    }

    private String refused(String field, String reason, Model model, HttpServletResponse response) {
        model.addAttribute("problems", new Problems().add(field, reason));
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return page.show(model);
    }
}
