package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceProtected;
import shop.cvm.instance.InvalidTerminationTime;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.TerminationIsTimed;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;

/** What an owner settles beforehand about the end of an instance: protection from termination, or a time for it. */
@Controller
class PlanController {

    private static final String FIELD = "terminateAt";

    private final TerminationPlans plans;
    private final InstancePage page;

    PlanController(TerminationPlans plans, InstancePage page) {
        this.plans = plans;
        this.page = page;
    }

    @PostMapping("/instances/{id}/protection")
    String protect(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean on,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        try {
            plans.protect(user.account(), instance, on);
            return page(instance);
        } catch (WrongInstanceState | TerminationIsTimed | PessimisticLockingFailureException refused) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return again(model, user, instance, new Problems().add("", Refusal.of(refused)));
        }
    }

    /** @param at a date and a time of the shop's zone, as a browser sends them */
    @PostMapping("/instances/{id}/timed-termination")
    String terminateAt(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(name = FIELD, defaultValue = "") String at,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        Optional<Instant> time = time(at);
        Problems problems = new Problems();
        model.addAttribute("typedTime", at);
        if (time.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return again(model, user, instance, problems.add(FIELD, "console.timed.format"));
        }
        try {
            plans.terminateAt(user.account(), instance, time.get());
            return page(instance);
        } catch (InvalidTerminationTime wrong) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            problems.add(FIELD, "console.timed.range");
        } catch (WrongInstanceState
                | InstanceIsPrepaid
                | InstanceProtected
                | PessimisticLockingFailureException refused) {
            problems.add("", Refusal.of(refused));
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        return again(model, user, instance, problems);
    }

    @PostMapping("/instances/{id}/timed-termination/cancellation")
    String cancel(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        try {
            plans.cancel(user.account(), instance);
            return page(instance);
        } catch (WrongInstanceState | PessimisticLockingFailureException refused) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return again(model, user, instance, new Problems().add("", Refusal.of(refused)));
        }
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private static Optional<Instant> time(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text.strip().replace(' ', 'T'));
            return Optional.of(time.atZone(Show.ZONE).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private String again(Model model, SignedIn user, InstanceId instance, Problems problems) {
        model.addAttribute("here", "/instances/" + instance);
        return page.fill(model, user.account(), instance, problems);
    }

    private static String page(InstanceId instance) {
        return "redirect:/instances/" + instance;
    }
}
