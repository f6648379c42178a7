package shop.cvm.api;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A signed request with something of what was signed changed. */
final class Spoilt {

    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Spoilt() {}

    static Incoming of(Incoming call, Random random) {
        Incoming spoilt = call.header("Authorization").isEmpty() ? version1(call, random) : tc3(call, random);
        return means(spoilt, call) ? of(call, random) : spoilt;
    }

    private static Incoming tc3(Incoming call, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> header(call, "authorization", random);
            case 1 -> header(call, "x-tc-timestamp", random);
            case 2 -> SignedCalls.with(call, "content-type", call.header("Content-Type") + ";" + random.nextInt());
            case 3 -> SignedCalls.with(call, "host", random.nextInt(1000) + call.header("Host"));
            case 4 -> SignedCalls.withQuery(call, changed(call.query() + " ", random));
            default ->
                call.isGet()
                        ? header(call, "authorization", random)
                        : SignedCalls.withBody(call, SignedCalls.bytes(changed(text(call), random)));
        };
    }

    private static Incoming version1(Incoming call, Random random) {
        if (random.nextInt(10) == 0) {
            return SignedCalls.with(call, "host", random.nextInt(1000) + call.header("Host"));
        }
        return call.isGet()
                ? SignedCalls.withQuery(call, changed(call.query(), random))
                : SignedCalls.withBody(call, SignedCalls.bytes(changed(text(call), random)));
    }

    private static Incoming header(Incoming call, String name, Random random) {
        return SignedCalls.with(call, name, changed(call.header(name), random));
    }

    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int at = random.nextInt(text.length());
        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        switch (random.nextInt(3)) {
            case 0 -> changed.setCharAt(at, other);
            case 1 -> changed.insert(at, other);
            default -> changed.deleteCharAt(at);
        }
        return changed.toString();
    }

    /** Blanks around what is in a header, and how a parameter is escaped, are no part of what was signed. */
    private static boolean means(Incoming spoilt, Incoming call) {
        boolean sameHeaders = spoilt.headers().keySet().stream().allMatch(name -> spoilt.header(name)
                .replace(" ", "")
                .equals(call.header(name).replace(" ", "")));
        return sameHeaders
                && Pair.all(spoilt.query()).equals(Pair.all(call.query()))
                && (text(spoilt).equals(text(call))
                        || call.header("Authorization").isEmpty()
                                && Pair.all(text(spoilt)).equals(Pair.all(text(call))));
    }

    private static String text(Incoming call) {
        return new String(call.body(), StandardCharsets.UTF_8);
    }
}
