package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairExists;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.NewKeyPair;
import tools.jackson.databind.JsonNode;

/** Makes a key pair, of which the shop keeps the public half. */
@Component
class CreateKeyPair implements Action<CreateKeyPair.Request, CreateKeyPair.Answer> {

    private final KeyPairs keyPairs;

    CreateKeyPair(KeyPairs keyPairs) {
        this.keyPairs = keyPairs;
    }

    record Request(
            @Nullable String keyName,
            @Nullable Long projectId,
            @Nullable JsonNode tagSpecification) {}

    record Answer(KeyPairInfo keyPair) {}

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
        try {
            NewKeyPair made = keyPairs.create(call.account(), name);
            KeyPair kept = made.keyPair();
            return new Answer(new KeyPairInfo(
                    kept.id().keyPairId(),
                    kept.name(),
                    0,
                    "",
                    kept.publicKey(),
                    made.privateKey(),
                    List.of(),
                    Text.utc(kept.createdAt()),
                    List.of()));
        } catch (KeyPairExists exists) {
            throw Fault.KEY_PAIR_EXISTS.refusal(name);
        }
    }
}
