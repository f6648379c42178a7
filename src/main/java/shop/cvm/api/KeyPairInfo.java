package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key pair as the API tells it. The private half is told once, when it is made. */
record KeyPairInfo(
        String keyId,
        String keyName,
        int projectId,
        String description,
        String publicKey,
        @Nullable String privateKey,
        List<String> associatedInstanceIds,
        String createdTime,
        List<Object> tags) {

    @Override
    public String toString() {
        return keyId;
    }
}
