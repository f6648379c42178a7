package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** The language control of the header. */
@Controller
class LanguageController {

    private final LocaleResolver language;

    LanguageController(LocaleResolver language) {
        this.language = language;
    }

    @GetMapping("/language")
    ResponseEntity<Void> change(
            @RequestParam(defaultValue = "") String lang,
            @RequestParam(defaultValue = "/") String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        ReaderLanguage.spoken(lang).ifPresent(locale -> language.setLocale(request, response, locale));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, LocalPath.of(to))
                .build();
    }
}
