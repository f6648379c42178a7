package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of sections 3.4, 4 and 13 of the contract, each as a real client signed it. */
class SignatureTests {

    private static final String ID = "AKIDdemo1234567890abcdefghijklmnopqr";
    private static final String KEY = "demoSecretKey0123456789abcdefghi";
    private static final String BODY = "{\"Placement\":{\"Zone\":\"ap-guangzhou-3\"},\"ImageId\":\"img-pmqg1cw7\","
            + "\"InstanceType\":\"S5.SMALL1\",\"DryRun\":true}";
    private static final String QUERY = "Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit=20&Nonce=11886"
            + "&Offset=0&Region=ap-guangzhou&SecretId=" + ID;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, application/json; charset=utf-8, 127, 8454ef455985dbb8e845467703512df3e03c0d3fb9a6f31ff377f8a477cd30c8",
        "127.0.0.1:8080, application/json, 127, 065c6afb87f3bca47e959b038b829885b28ad864882be989c2ba3edcdcecd512",
        "cvm.tencentcloudapi.com, application/json, cvm, 3550946be1913da51a9c3b4f13762c0c954c96190c567a52371ce49b7c85b3a6"
    })
    void javaNodeAndGoSignTheSameCallEachInTheirWay(String host, String type, String service, String signature) {
        assertThat(tc3(host, type, service, signature, BODY).isSignedWith(KEY)).isTrue();
        assertThat(tc3(host, type, service, signature, BODY).isSignedWith(KEY + "x"))
                .isFalse();
        assertThat(tc3(host, type, service, signature, BODY + " ").isSignedWith(KEY))
                .isFalse();
        assertThat(tc3(host, type, service, signature.replace('8', '9'), BODY).isSignedWith(KEY))
                .isFalse();
        assertThat(tc3("127.0.0.2:8080", type, service, signature, BODY).isSignedWith(KEY))
                .isFalse();
        assertThat(tc3(host, type, service + "x", signature, BODY).isSignedWith(KEY))
                .isFalse();
    }

    @Test
    void theDayOfTheScopeIsTheDayOfTheTime() {
        assertThat(tc3("h", "application/json", "cvm", "0", BODY).isOfItsDay()).isTrue();
        Incoming request =
                withHeader(incoming("h", "application/json", "cvm", "0", BODY), "x-tc-timestamp", "1700006400");
        assertThat(Tc3Request.of(request).isOfItsDay()).isFalse();
    }

    @Test
    void version1IsSignedByEitherAlgorithm() {
        String sha256 = QUERY + "&SignatureMethod=HmacSHA256&Timestamp=1700000000&Version=2017-03-12"
                + "&Signature=VAPKijZOTCgicPMrcXHoV7B9sC9zvTylryXc%2BhEsgVU%3D";
        String sha1 = QUERY + "&Timestamp=1700000000&Version=2017-03-12&Signature=bWP8dikOuICdG7axaKHuTXproeM%3D";

        assertThat(v1("GET", "/", sha256).isSignedWith(KEY)).isTrue();
        assertThat(v1("GET", "/v2/index.php", sha1).isSignedWith(KEY)).isTrue();
        assertThat(v1("GET", "/", sha1).isSignedWith(KEY)).isFalse();
        assertThat(v1("GET", "/", sha256.replace("Limit=20", "Limit=21")).isSignedWith(KEY))
                .isFalse();
        assertThat(v1("GET", "/", sha256 + "&Limit=20").isSignedWith(KEY)).isFalse();
    }

    /** Sections 13.1, 13.5 and 13.6: blanks as plus signs, letters of UTF-8, a password that begins with an at sign. */
    @Test
    void recordedRequestsAreAccepted() {
        String run = "Action=RunInstances&SystemDisk.DiskSize=50&InstanceChargeType=PREPAID&DryRun=true"
                + "&Placement.Zone=ap-guangzhou-3&Timestamp=1795404800"
                + "&InstanceName=%E6%B5%8B%E8%AF%95+a%26b%3Dc%2Bd*%7E&Nonce=373754047&InstanceChargePrepaid.Period=1"
                + "&InstanceCount=1&DataDisks.0.DiskType=CLOUD_PREMIUM&Version=2017-03-12&SecretId=AKIDexample"
                + "&ImageId=img-pmqg1cw7&InstanceChargePrepaid.RenewFlag=NOTIFY_AND_AUTO_RENEW"
                + "&RequestClient=SDK_JAVA_3.1.1342&Region=ap-guangzhou&SignatureMethod=HmacSHA1"
                + "&InstanceType=S5.SMALL1&SystemDisk.DiskType=CLOUD_PREMIUM&DataDisks.0.DiskSize=100"
                + "&LoginSettings.Password=Qcloud%40Test123%2B%2B&Signature=tOkWRkO0gc0ti8gjMYaJtSQ3Ehg%3D";
        String old = "Region=gz&SecretId=AKIDexample&Timestamp=1795404926&Nonce=47715&RequestClient=SDK_NODEJS_0.2.1"
                + "&Action=RunInstances&Version=2017-03-12&Placement.Zone=ap-guangzhou-2&ImageId=img-pmqg1cw7"
                + "&DataDisks.0.DiskType=LOCAL_BASIC&DataDisks.0.DiskSize=100&InternetAccessible.PublicIpAssigned=TRUE"
                + "&LoginSettings.Password=%40Qcloud%20Test%2B%2B&Signature=uzJUJUBQ1Hsa2264w4NCgBDk2d4%3D";

        assertThat(v1("POST", "127.0.0.1:18802", "/", run).isSignedWith("secretkeyexample"))
                .isTrue();
        assertThat(v1("POST", "127.0.0.1:18803", "/v2/index.php", old).isSignedWith("secretkeyexample"))
                .isTrue();
    }

    /** Section 13.2: parameters in no order, a blank as a plus sign, an asterisk as it is. */
    @Test
    void aQueryIsSignedAsItWasSent() {
        String query = "Filters.0.Values.1=a+b&Filters.0.Values.2=c*d%7Ee&Filters.0.Values.0=ap-guangzhou-3"
                + "&Filters.0.Name=zone&Limit=20";
        Incoming request = new Incoming(
                "GET",
                "/",
                query,
                Map.of(
                        "host", "127.0.0.1:18802",
                        "content-type", "application/x-www-form-urlencoded",
                        "x-tc-action", "DescribeInstances",
                        "x-tc-version", "2017-03-12",
                        "x-tc-timestamp", "1795404800",
                        "authorization",
                                "TC3-HMAC-SHA256 Credential=AKIDexample/2026-11-23/127/tc3_request,"
                                        + " SignedHeaders=content-type;host, Signature="
                                        + "36677095e84eb67458eb0b3e4858d1b99cdf2fa1053e6c396e8f294b49db68ff"),
                new byte[0]);

        assertThat(Tc3Request.of(request).isSignedWith("secretkeyexample")).isTrue();
    }

    private static Signed tc3(String host, String type, String service, String signature, String body) {
        return Tc3Request.of(incoming(host, type, service, signature, body));
    }

    private static Incoming incoming(String host, String type, String service, String signature, String body) {
        return new Incoming(
                "POST",
                "/",
                "",
                Map.of(
                        "host",
                        host,
                        "content-type",
                        type,
                        "x-tc-action",
                        "RunInstances",
                        "x-tc-version",
                        "2017-03-12",
                        "x-tc-timestamp",
                        "1700000000",
                        "authorization",
                        "TC3-HMAC-SHA256 Credential=" + ID + "/2023-11-14/" + service
                                + "/tc3_request, SignedHeaders=content-type;host, Signature=" + signature),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Incoming withHeader(Incoming request, String name, String value) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(name, value);
        return new Incoming(request.method(), request.path(), request.query(), headers, request.body());
    }

    private static Signed v1(String method, String path, String parameters) {
        return v1(method, "127.0.0.1:8080", path, parameters);
    }

    private static Signed v1(String method, String host, String path, String parameters) {
        boolean get = method.equals("GET");
        return V1Request.of(new Incoming(
                method,
                path,
                get ? parameters : "",
                Map.of("host", host, "content-type", "application/x-www-form-urlencoded"),
                get ? new byte[0] : parameters.getBytes(StandardCharsets.UTF_8)));
    }
}
