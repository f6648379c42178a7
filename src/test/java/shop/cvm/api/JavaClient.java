package shop.cvm.api;

import com.tencentcloudapi.billing.v20180709.BillingClient;
import com.tencentcloudapi.cbs.v20170312.CbsClient;
import com.tencentcloudapi.common.AbstractClient;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.common.profile.Language;
import com.tencentcloudapi.cvm.v20170312.CvmClient;
import com.tencentcloudapi.vpc.v20170312.VpcClient;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.TreeSet;
import shop.cvm.account.NewApiKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vendor's own Java client, unmodified, pointed at the shop. It remembers which actions it was used for. */
public final class JavaClient {

    private static final String REGION = "ap-guangzhou";

    private final Credential credential;
    private final ClientProfile profile;
    private final Set<String> used = new TreeSet<>();

    /**
     * @param signature {@code TC3-HMAC-SHA256}, {@code HmacSHA256} or {@code HmacSHA1}
     * @param method {@code GET} or {@code POST}
     */
    public JavaClient(int port, NewApiKey key, String signature, String method) {
        HttpProfile http = new HttpProfile();
        http.setEndpoint("127.0.0.1:" + port);
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setReqMethod(method);
        this.profile = new ClientProfile(signature, http);
        this.profile.setLanguage(Language.EN_US);
        this.credential = new Credential(key.secretId(), key.secretKey());
    }

    CvmClient cvm() {
        return new CvmClient(credential, REGION, profile);
    }

    VpcClient vpc() {
        return new VpcClient(credential, REGION, profile);
    }

    CbsClient cbs() {
        return new CbsClient(credential, REGION, profile);
    }

    BillingClient billing() {
        return new BillingClient(credential, REGION, profile);
    }

    /** Product, version, action and kind of client of everything that was done. */
    Set<String> used() {
        return used;
    }

    /** Sends a request by the method that the client has for it. */
    <T> T send(AbstractClient client, String action, AbstractModel request, Class<T> answer) {
        String[] path = client.getClass().getPackageName().split("\\.");
        String date = path[path.length - 1].replaceAll("v(....)(..)(..)", "$1-$2-$3");
        used.add(String.join(",", path[path.length - 2], date, action, "java"));
        try {
            return answer.cast(
                    client.getClass().getMethod(action, request.getClass()).invoke(client, request));
        } catch (InvocationTargetException refused) {
            throw new AssertionError(action + ": " + refused.getCause(), refused.getCause());
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("The client has no " + action, missing);
        }
    }

    /** Sends what the client has no method for. */
    public JsonNode call(String product, String version, String action, String json) {
        used.add(String.join(",", product, version, action, "java-common"));
        try {
            return JsonMapper.shared()
                    .readTree(common(product, version).call(action, json))
                    .get("Response");
        } catch (TencentCloudSDKException refused) {
            throw new AssertionError(action + ": " + refused, refused);
        }
    }

    /** The code of the error that this is answered by; empty if it is not refused. */
    String refusal(String action, String json) {
        return refusal("cvm", "2017-03-12", action, json);
    }

    String refusal(String product, String version, String action, String json) {
        try {
            common(product, version).call(action, json);
            return "";
        } catch (TencentCloudSDKException refused) {
            return refused.getErrorCode();
        }
    }

    private CommonClient common(String product, String version) {
        return new CommonClient(product, version, credential, REGION, profile);
    }
}
