package badshop.ledger;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.context.Context;

public class BadWebCode {

    static class Servlet {
        void credit(HttpServletRequest request) {}
    }

    static class SpringMvc {
        void credit(@RequestParam String amount) {}
    }

    static class SpringWeb {
        String escaped(String text) {
            return HtmlUtils.htmlEscape(text);
        }
    }

    static class Template {
        Context context;
    }

    static class Security {
        void secure(HttpSecurity http) {}
    }
}
