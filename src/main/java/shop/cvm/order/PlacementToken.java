package shop.cvm.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Login;

/**
 * What makes a repeated request the same request: the token that came with it, and what it asked for.
 *
 * @param scope where the token counts; pages and API actions have tokens of their own
 * @param token at most 64 printable ASCII characters
 * @param requestHash equal for equal purchases
 */
record PlacementToken(String scope, String token, String requestHash) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,64}");

    PlacementToken {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("A token has 1 to 64 printable ASCII characters");
        }
    }

    /** @param digest stands for a login without telling its password */
    static PlacementToken ofPage(String token, List<Purchase> purchases, Function<Login, String> digest) {
        return new PlacementToken("page", token, hash(purchases, digest));
    }

    /** By what was asked for, and not by what that comes to: stock and catalogue change, and the request does not. */
    static PlacementToken ofApi(DirectRequest request) {
        return new PlacementToken(request.scope(), request.token(), hash(request.asked()));
    }

    static PlacementToken ofApi(String scope, String token, List<Renewal> renewals) {
        return new PlacementToken(
                scope,
                token,
                hash(renewals.stream().map(PlacementToken::content).toList()));
    }

    static PlacementToken ofPage(String token, List<Renewal> renewals) {
        return new PlacementToken(
                "page",
                token,
                hash(renewals.stream().map(PlacementToken::content).toList()));
    }

    private static List<Object> content(Renewal renewal) {
        RenewalPeriod period = renewal.period();
        List<Object> content = new ArrayList<>(List.of(renewal.instance(), period.months()));
        if (period.day() != null) {
            content.add(period.day());
        }
        if (renewal.bandwidthMbps() != null) {
            content.add(renewal.bandwidthMbps() + " Mbps");
        }
        return content;
    }

    static PlacementToken ofPage(String token, Reconfiguration change) {
        return new PlacementToken("page", token, hash(List.of(List.of(change.instance(), change.wanted()))));
    }

    static PlacementToken ofApi(String scope, String token, Reconfiguration change) {
        return new PlacementToken(scope, token, hash(List.of(List.of(change.instance(), change.wanted()))));
    }

    static PlacementToken ofApiConversion(String scope, String token, List<PrepaidWish> wishes) {
        return new PlacementToken(scope, token, ofConversion(token, wishes).requestHash());
    }

    static PlacementToken ofConversion(String token, List<PrepaidWish> wishes) {
        return new PlacementToken(
                "page",
                token,
                hash(wishes.stream()
                        .map(wish -> List.<Object>of(wish.instance(), wish.months(), wish.autoRenew(), "conversion"))
                        .toList()));
    }

    /** One for each end of a machine's time. */
    static PlacementToken ofAutoRenewal(InstanceId machine, Instant expiresAt) {
        return new PlacementToken(
                "auto-renewal", machine + ":" + expiresAt.toEpochMilli(), hash(List.of(List.of(machine, expiresAt))));
    }

    private static String hash(List<Purchase> purchases, Function<Login, String> digest) {
        return hash(
                purchases.stream().map(purchase -> content(purchase, digest)).toList());
    }

    private static List<Object> content(Purchase purchase, Function<Login, String> digest) {
        List<Object> content = new ArrayList<>(List.of(
                purchase.spec(),
                purchase.count(),
                purchase.autoRenew(),
                purchase.naming(),
                purchase.login().kind(),
                digest.apply(purchase.login()),
                purchase.securityGroup()));
        if (purchase.expiryDay() != null) {
            content.add(purchase.expiryDay());
        }
        return content;
    }

    private static String hash(List<List<Object>> content) {
        return hash(content.toString());
    }

    private static String hash(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
