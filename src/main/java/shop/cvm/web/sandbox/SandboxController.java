package shop.cvm.web.sandbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import shop.cvm.fault.ActiveFault;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.sandbox.ClockPushes;
import shop.cvm.web.Problems;

/** The page of the sandbox: its clock and its switches. */
@Controller
@RequestMapping("/sandbox")
@ConditionalOnProperty(name = "shop.sandbox.enabled", havingValue = "true")
class SandboxController {

    private final Faults faults;
    private final ClockPushes pushes;

    SandboxController(Faults faults, ClockPushes pushes) {
        this.faults = faults;
        this.pushes = pushes;
    }

    /** A fault, and how it is switched on if it is. */
    record FaultView(Fault fault, @Nullable ActiveFault active) {

        /** What misbehaves: {@code wallet} or {@code provisioner}. */
        String kind() {
            return fault.name().startsWith("WALLET") ? "wallet" : "provisioner";
        }
    }

    /** @param fresh there if the shop was just reset */
    @GetMapping
    String page(@RequestParam @Nullable String fresh, Model model) {
        model.addAttribute("fresh", fresh != null);
        return show(model);
    }

    String show(Model model) {
        List<FaultView> views = views();
        model.addAttribute("groups", views.stream().collect(groupingBy(FaultView::kind, LinkedHashMap::new, toList())));
        model.addAttribute("clock", pushes.state());
        model.addAttribute("anyOn", views.stream().anyMatch(view -> view.active() != null));
        model.addAttribute(
                "address", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        return "sandbox/page";
    }

    @PostMapping("/faults")
    String switchOn(
            @RequestParam(defaultValue = "") String fault,
            @RequestParam(defaultValue = "") String times,
            @RequestParam(defaultValue = "") String delay,
            Model model,
            HttpServletResponse response) {
        try {
            FaultSwitch.of(Map.of("fault", fault, "times", times, "delay", delay))
                    .turnOn(faults);
            return "redirect:/sandbox#" + fault;
        } catch (UnusableSwitch unusable) {
            String field = unusable.field() + "-" + fault;
            model.addAttribute("problems", new Problems().add(field, "sandbox.wrong." + unusable.field()));
            model.addAttribute("typed", Map.of("times-" + fault, times, "delay-" + fault, delay));
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return show(model);
        }
    }

    /** @param fault to switch off; all of them if it is none */
    @PostMapping("/faults/removal")
    String switchOff(@RequestParam(defaultValue = "") String fault) {
        try {
            faults.switchOff(FaultSwitch.fault(fault));
        } catch (UnusableSwitch none) {
            faults.switchAllOff();
        }
        return "redirect:/sandbox";
    }

    private List<FaultView> views() {
        Map<Fault, ActiveFault> active =
                faults.active().stream().collect(toMap(ActiveFault::fault, Function.identity()));
        return Arrays.stream(Fault.values())
                .map(fault -> new FaultView(fault, active.get(fault)))
                .toList();
    }
}
