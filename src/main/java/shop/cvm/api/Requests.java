package shop.cvm.api;

import java.util.List;
import java.util.Locale;

/** What kind of request one is. */
final class Requests {

    private static final int MOST_QUERY = 32 * 1024;
    private static final int MOST_FORM = 1024 * 1024;
    private static final int MOST_BODY = 10 * 1024 * 1024;

    private Requests() {}

    /** The limits are those of the vendor: 32 KB of query, 1 MB of a form, 10 MB of anything else. */
    static boolean isTooLarge(Incoming request) {
        return request.query().length() > MOST_QUERY
                || request.body().length
                        > mostBody(request.header("Authorization").isEmpty());
    }

    /** In bytes. Forms are not signed by a header. */
    static int mostBody(boolean form) {
        return form ? MOST_FORM : MOST_BODY;
    }

    /** In which language to answer, as far as that can be told before anything else. */
    static Locale language(Incoming request) {
        String header = request.header("X-TC-Language");
        return Common.language(header.isEmpty() ? parameter(request, "Language") : header);
    }

    /** Whether it is for the interface before this one, which named no version. */
    static boolean isOfOldInterface(Incoming request) {
        return request.isLegacy()
                && request.header("X-TC-Version").isEmpty()
                && parameter(request, "Version").isEmpty();
    }

    /**
     * What it says of its sender, and by which proof.
     *
     * @throws ApiRefusal if something is missing, or not in its form
     */
    static Signed signed(Incoming request) {
        boolean plain = request.header("Authorization").isEmpty()
                && request.header("X-TC-Action").isEmpty()
                && !request.isOf("application/json");
        return plain ? V1Request.of(request) : Tc3Request.of(request);
    }

    private static String parameter(Incoming request, String name) {
        if (!request.header("Authorization").isEmpty()) {
            return "";
        }
        List<Pair> pairs = Pair.all(request.form());
        return pairs.stream()
                .filter(pair -> pair.name().equals(name))
                .map(Pair::value)
                .findFirst()
                .orElse("");
    }
}
