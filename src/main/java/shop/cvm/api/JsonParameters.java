package shop.cvm.api;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parameters that were sent as JSON. */
final class JsonParameters {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonParameters() {}

    /** @throws ApiRefusal if it is no JSON, or no object */
    static ObjectNode tree(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree instanceof ObjectNode object) {
                Common.NAMES.forEach(object::remove);
                return object;
            }
        } catch (JacksonException malformed) {
            throw Fault.INVALID_PARAMETER.refusal("JSON");
        }
        throw Fault.INVALID_PARAMETER.refusal("JSON");
    }
}
