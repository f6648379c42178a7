package shop.cvm.web.account;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.AccountId;
import shop.cvm.account.InvalidKeyPairName;
import shop.cvm.account.InvalidPublicKey;
import shop.cvm.account.KeyPairExists;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairInUse;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.NewKeyPair;
import shop.cvm.account.PrivateKeyForgotten;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instances;
import shop.cvm.web.Problems;

/** The customer's key pairs: made here, taken over, or deleted. */
@Controller
class KeyPairController {

    private static final String BACK = "redirect:/account/key-pairs";

    private final KeyPairs keyPairs;
    private final Instances instances;

    KeyPairController(KeyPairs keyPairs, Instances instances) {
        this.keyPairs = keyPairs;
        this.instances = instances;
    }

    @GetMapping("/account/key-pairs")
    String list(@AuthenticationPrincipal SignedIn user, Model model) {
        return page(model, user.account());
    }

    /**
     * A key pair that is made is answered with the page itself, not by a redirect: the private half must not be kept
     * anywhere on the way. A form that comes twice gets the same answer twice.
     *
     * @param form which form asks
     * @param publicKey the public half of one's own; empty to have a pair made
     */
    @PostMapping("/account/key-pairs")
    String add(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String publicKey,
            @RequestParam(defaultValue = "") String form,
            HttpServletResponse response,
            Model model) {
        Problems problems = new Problems();
        try {
            if (!publicKey.isBlank()) {
                keyPairs.importKey(user.account(), name, publicKey);
                return BACK;
            }
            NewKeyPair made = keyPairs.create(user.account(), name, form);
            response.setHeader("Cache-Control", "no-store");
            model.addAttribute("made", made);
            return page(model, user.account());
        } catch (InvalidKeyPairName invalid) {
            problems.add("name", "account.keys.name.invalid", KeyPairs.MAX_NAME);
        } catch (InvalidPublicKey invalid) {
            problems.add("publicKey", "account.keys.publicKey.invalid");
        } catch (PrivateKeyForgotten forgotten) {
            problems.add("name", "account.keys.forgotten", forgotten.name());
        } catch (KeyPairExists exists) {
            problems.add("name", "account.keys.exists");
        }
        model.addAttribute("typedName", name);
        model.addAttribute("typedKey", publicKey);
        return again(response, model, user.account(), problems);
    }

    @PostMapping("/account/key-pairs/{id}/deletion")
    String delete(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            HttpServletResponse response,
            Model model) {
        try {
            keyPairs.delete(user.account(), new KeyPairId(id));
            return BACK;
        } catch (KeyPairInUse used) {
            return again(response, model, user.account(), new Problems().add("", "account.keys.used", id));
        }
    }

    private String again(HttpServletResponse response, Model model, AccountId account, Problems problems) {
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        model.addAttribute("problems", problems);
        return page(model, account);
    }

    private String page(Model model, AccountId account) {
        model.addAttribute("here", "/account/key-pairs");
        model.addAttribute("form", KeyPairs.newForm());
        model.addAttribute("keyPairs", keyPairs.keyPairs(account));
        model.addAttribute("uses", instances.withKeyPairs(account));
        return "account/key-pairs";
    }
}
