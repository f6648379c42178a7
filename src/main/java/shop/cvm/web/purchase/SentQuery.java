package shop.cvm.web.purchase;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The purchase page's form as a query string, when it was posted instead. */
public final class SentQuery {

    private SentQuery() {}

    /** Everything that was sent, encoded, without question mark. */
    public static String of(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .flatMap(parameter -> Arrays.stream(parameter.getValue())
                        .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
