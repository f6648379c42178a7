package shop.cvm.web.message;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.notification.Message;
import shop.cvm.notification.Messages;
import shop.cvm.notification.NoSuchMessage;
import shop.cvm.web.PageNumber;

/** The customer's messages: the list, and each with what can be done about it. */
@Controller
class MessageController {

    private final Messages messages;
    private final Instances instances;

    MessageController(Messages messages, Instances instances) {
        this.messages = messages;
        this.instances = instances;
    }

    @GetMapping("/messages")
    String list(@AuthenticationPrincipal SignedIn user, @RequestParam(defaultValue = "") String page, Model model) {
        model.addAttribute("messages", messages.messages(user.account(), PageNumber.of(page)));
        return "message/list";
    }

    /** To open a message is to have read it. */
    @GetMapping("/messages/{id:[0-9]{1,18}}")
    String message(@AuthenticationPrincipal SignedIn user, @PathVariable long id, Model model) {
        Message message = messages.message(user.account(), id);
        messages.read(user.account(), id);
        return page(model, user.account(), message);
    }

    @PostMapping("/messages/reading")
    String readAll(@AuthenticationPrincipal SignedIn user) {
        messages.readAll(user.account());
        return "redirect:/messages";
    }

    /**
     * Answered with the page itself, not by a redirect: the password must not be kept anywhere on the way.
     *
     * @param form which form was sent, so that sending it twice loses nothing
     */
    @PostMapping("/messages/{id:[0-9]{1,18}}/password")
    String password(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String form,
            Model model) {
        Message message = messages.message(user.account(), id);
        Optional<String> password =
                message.instance().flatMap(instance -> instances.takePassword(user.account(), instance, form));
        if (password.isEmpty()) {
            return "redirect:/messages/" + id;
        }
        model.addAttribute("password", password.get());
        return page(model, user.account(), message);
    }

    @ExceptionHandler({NoSuchMessage.class, NoSuchInstance.class})
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    /** The machine is shown as it is now: its addresses come later than the message. */
    private String page(Model model, AccountId account, Message message) {
        model.addAttribute("message", message);
        message.instance().ifPresent(instance -> model.addAttribute("instance", instances.instance(account, instance)));
        model.addAttribute("form", UUID.randomUUID().toString());
        return "message/page";
    }
}
