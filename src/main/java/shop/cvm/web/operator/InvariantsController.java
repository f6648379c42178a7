package shop.cvm.web.operator;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import shop.cvm.audit.Audit;

/** What must be true of the shop's data and whether it was when this node last looked. */
@Controller
@RequestMapping("/operator/invariants")
class InvariantsController {

    private final Audit audit;

    InvariantsController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("report", audit.latest().orElse(null));
        return "operator/invariants";
    }

    @PostMapping
    String checkNow() {
        audit.run();
        return "redirect:/operator/invariants";
    }
}
