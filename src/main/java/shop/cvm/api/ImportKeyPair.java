package shop.cvm.api;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPairExists;
import shop.cvm.account.KeyPairs;
import tools.jackson.databind.JsonNode;

/** Takes over the public half of a key pair that somebody made. */
@Component
class ImportKeyPair implements Action<ImportKeyPair.Request, ImportKeyPair.Answer> {

    private final KeyPairs keyPairs;

    ImportKeyPair(KeyPairs keyPairs) {
        this.keyPairs = keyPairs;
    }

    record Request(
            @Nullable String keyName,
            @Nullable Long projectId,
            @Nullable String publicKey,
            @Nullable JsonNode tagSpecification) {}

    record Answer(String keyId) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Unsold.require("TagSpecification", request.tagSpecification());
        String name = KeyPairNames.require(request.keyName(), request.projectId());
        String key = request.publicKey();
        if (key == null || key.isEmpty()) {
            throw Fault.MISSING.refusal("PublicKey");
        }
        try {
            return new Answer(keyPairs.importKey(call.account(), name, key).id().keyPairId());
        } catch (KeyPairExists exists) {
            boolean named = keyPairs.keyPairs(call.account()).stream()
                    .anyMatch(one -> one.name().equals(name));
            throw (named ? Fault.KEY_PAIR_EXISTS : Fault.PUBLIC_KEY_EXISTS).refusal(name);
        }
    }
}
