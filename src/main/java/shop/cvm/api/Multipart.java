package shop.cvm.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters that were sent as the parts of a body. */
final class Multipart {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data;.*\\bboundary=\"?([^\";,\\s]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:.*\\bname=\"([^\"]*)\"");

    private Multipart() {}

    /** @throws ApiRefusal if it is in no such form */
    static List<Pair> pairs(Incoming request) {
        Matcher boundary = BOUNDARY.matcher(request.header("Content-Type"));
        if (!boundary.matches()) {
            throw Fault.INVALID_REQUEST.refusal();
        }
        // A byte is a character here, so that no boundary is missed; values are read anew.
        String body = "\r\n" + new String(request.body(), StandardCharsets.ISO_8859_1);
        String[] parts = body.split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
        if (parts.length < 2 || !parts[parts.length - 1].startsWith("--")) {
            throw Fault.INVALID_REQUEST.refusal();
        }
        List<Pair> pairs = new ArrayList<>();
        for (int part = 1; part < parts.length - 1; part++) {
            pairs.add(pair(parts[part]));
        }
        return pairs;
    }

    private static Pair pair(String part) {
        int end = part.indexOf("\r\n\r\n");
        Matcher name = NAME.matcher(end < 0 ? "" : part.substring(0, end));
        if (!name.find()) {
            throw Fault.INVALID_REQUEST.refusal();
        }
        return new Pair(text(name.group(1)), text(part.substring(end + 4)));
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
