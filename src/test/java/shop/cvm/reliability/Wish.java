package shop.cvm.reliability;

import java.util.List;
import java.util.Random;

/**
 * One machine that somebody wants, drawn by the number of the purchase.
 *
 * @param number of the purchase
 * @param prepaid whether it is paid for a month, or by the hour
 * @param zone where
 * @param customer who, of so many
 * @param firstNode who is asked first, of so many
 */
record Wish(int number, boolean prepaid, String zone, int customer, int firstNode) {

    private static final List<String> ZONES =
            List.of("ap-guangzhou-3", "ap-guangzhou-4", "ap-guangzhou-6", "ap-guangzhou-7");

    static Wish of(long seed, int number, int nodes) {
        Random dice = new Random(seed * 1_000_003 + number);
        dice.nextInt();
        return new Wish(
                number,
                dice.nextInt(3) > 0,
                ZONES.get(dice.nextInt(ZONES.size())),
                dice.nextInt(nodes),
                dice.nextInt(nodes));
    }

    /** As the API is asked for it. */
    String request(String token) {
        return """
                {"InstanceChargeType": "%s", %s "ClientToken": "%s", "Placement": {"Zone": "%s"},
                 "InstanceType": "S5.MEDIUM4", "ImageId": "img-487zeit5",
                 "InternetAccessible": {"InternetChargeType": "%s", "InternetMaxBandwidthOut": 1}}
                """.formatted(
                        prepaid ? "PREPAID" : "POSTPAID_BY_HOUR",
                        prepaid ? "\"InstanceChargePrepaid\": {\"Period\": 1}," : "",
                        token,
                        zone,
                        prepaid ? "BANDWIDTH_PREPAID" : "BANDWIDTH_POSTPAID_BY_HOUR");
    }

    /** The address at which pages show it. */
    String checkout() {
        return "/checkout?chargeType=" + (prepaid ? "PREPAID" : "POSTPAID_BY_HOUR") + "&region=ap-guangzhou&zone="
                + zone + "&type=S5.MEDIUM4&image=img-487zeit5&systemDiskType=CLOUD_PREMIUM&systemDiskSize=50"
                + "&network=VPC&internetChargeType=BANDWIDTH&bandwidth=1&name=web&login=RANDOM&securityGroup=SSH_22"
                + "&count=1&period=1";
    }
}
