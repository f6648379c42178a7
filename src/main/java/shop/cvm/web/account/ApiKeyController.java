package shop.cvm.web.account;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.NewApiKey;
import shop.cvm.account.SignedIn;
import shop.cvm.account.TooManyApiKeys;
import shop.cvm.web.Problems;

/** The customer's API keys: made here, switched off and on, and deleted. */
@Controller
class ApiKeyController {

    private static final String PAGE = "/account/api-keys";
    private static final String BACK = "redirect:" + PAGE;

    private static final List<Snippet> SNIPPETS = List.of(
            new Snippet("Java", """
            HttpProfile http = new HttpProfile();
            http.setEndpoint("%s");
            http.setProtocol("http://");
            ClientProfile profile = new ClientProfile();
            profile.setHttpProfile(http);
            Credential credential = new Credential(secretId, secretKey);
            CvmClient client = new CvmClient(credential, "ap-guangzhou", profile);"""), new Snippet("Node", """
            const { cvm } = require("tencentcloud-sdk-nodejs");
            const client = new cvm.v20170312.Client({
              credential: { secretId, secretKey },
              region: "ap-guangzhou",
              profile: { httpProfile: { endpoint: "%s", protocol: "http://" } },
            });"""), new Snippet("Go", """
            profile := profile.NewClientProfile()
            profile.HttpProfile.Endpoint = "%s"
            profile.HttpProfile.Scheme = "HTTP"
            client, _ := cvm.NewClient(common.NewCredential(secretId, secretKey), "ap-guangzhou", profile)"""), new Snippet("Terraform", """
            export TENCENTCLOUD_SECRET_ID=… TENCENTCLOUD_SECRET_KEY=… TENCENTCLOUD_REGION=ap-guangzhou
            export TENCENTCLOUD_PROTOCOL=HTTP HTTP_PROXY=http://%s
            terraform apply"""));

    /**
     * How a client is pointed here.
     *
     * @param client what it is called everywhere
     * @param code with the endpoint to be put in
     */
    record Snippet(String client, String code) {

        private Snippet at(String endpoint) {
            return new Snippet(client, code.formatted(endpoint));
        }
    }

    private final ApiKeys keys;

    ApiKeyController(ApiKeys keys) {
        this.keys = keys;
    }

    @GetMapping(PAGE)
    String list(
            @AuthenticationPrincipal SignedIn user,
            @RequestHeader(name = HttpHeaders.HOST, defaultValue = "") String host,
            Model model) {
        return page(model, user, host);
    }

    /**
     * A key that is made is answered with the page itself, not by a redirect: its secret must not be kept anywhere on
     * the way.
     *
     * @param readOnly whether it only reads
     */
    @PostMapping(PAGE)
    String add(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "false") boolean readOnly,
            @RequestHeader(name = HttpHeaders.HOST, defaultValue = "") String host,
            HttpServletResponse response,
            Model model) {
        try {
            NewApiKey made = keys.create(user.account(), readOnly);
            response.setHeader("Cache-Control", "no-store");
            model.addAttribute("made", made);
        } catch (TooManyApiKeys full) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            model.addAttribute("problems", new Problems().add("", "account.api.most", ApiKeys.MOST));
        }
        return page(model, user, host);
    }

    @PostMapping(PAGE + "/{id}/enabling")
    String enable(@AuthenticationPrincipal SignedIn user, @PathVariable String id) {
        keys.enable(user.account(), id, true);
        return BACK;
    }

    @PostMapping(PAGE + "/{id}/disabling")
    String disable(@AuthenticationPrincipal SignedIn user, @PathVariable String id) {
        keys.enable(user.account(), id, false);
        return BACK;
    }

    @PostMapping(PAGE + "/{id}/deletion")
    String delete(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.HOST, defaultValue = "") String host,
            HttpServletResponse response,
            Model model) {
        if (keys.delete(user.account(), id)) {
            return BACK;
        }
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        model.addAttribute("problems", new Problems().add("", "account.api.delete.enabled", id));
        return page(model, user, host);
    }

    private String page(Model model, SignedIn user, String host) {
        model.addAttribute("here", PAGE);
        model.addAttribute("keys", keys.keys(user.account()));
        model.addAttribute("endpoint", host);
        model.addAttribute(
                "snippets", SNIPPETS.stream().map(snippet -> snippet.at(host)).toList());
        return "account/api-keys";
    }
}
