package shop.cvm.web.help;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import shop.cvm.api.ApiCoverage;

/** What the cloud API covers, as anybody may read it. */
@Controller
class ApiHelpController {

    private final ApiCoverage coverage;

    ApiHelpController(ApiCoverage coverage) {
        this.coverage = coverage;
    }

    @GetMapping("/help/api")
    String api(Model model) {
        model.addAttribute(
                "products",
                coverage.actions().stream()
                        .collect(groupingBy(ApiCoverage.Covered::product, LinkedHashMap::new, toList())));
        model.addAttribute("neutral", ApiCoverage.NEUTRAL);
        return "help/api";
    }
}
