package shop.cvm.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** The language of a page: what the reader chose in the header, else the browser's first that we have, else English. */
class ReaderLanguage implements LocaleResolver {

    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.CHINESE);
    private static final String COOKIE = "lang";

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        Cookie chosen = WebUtils.getCookie(request, COOKIE);
        return Optional.ofNullable(chosen)
                .flatMap(cookie -> spoken(cookie.getValue()))
                .orElseGet(() -> browserLanguage(request));
    }

    /** Keeps the choice for a year; anything but a language of the shop is ignored. */
    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale chosen) {
        if (response != null && chosen != null && SPOKEN.contains(chosen)) {
            ResponseCookie cookie = ResponseCookie.from(COOKIE, chosen.getLanguage())
                    .path("/")
                    .maxAge(Duration.ofDays(365))
                    .httpOnly(true)
                    .sameSite("Lax")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    /** The locale of this language code, if the shop speaks it. */
    static Optional<Locale> spoken(String language) {
        return SPOKEN.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst();
    }

    private static Locale browserLanguage(HttpServletRequest request) {
        for (Locale wanted : Collections.list(request.getLocales())) {
            Optional<Locale> spoken = spoken(wanted.getLanguage());
            if (spoken.isPresent()) {
                return spoken.get();
            }
        }
        return Locale.ENGLISH;
    }
}
