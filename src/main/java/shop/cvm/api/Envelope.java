package shop.cvm.api;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers as clients read them. Numbers are written plainly, and what is null is left out. */
@Component
class Envelope {

    private static final int UNSUPPORTED_VERSION = 6100;

    /** Bytes of an answer without fields. */
    private static final int EMPTY = "{}".length();

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .changeDefaultPropertyInclusion(
                    inclusion -> inclusion.withValueInclusion(Include.NON_NULL).withContentInclusion(Include.NON_NULL))
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final MessageSource messages;

    Envelope(MessageSource messages) {
        this.messages = messages;
    }

    Reply answer(String requestId, Record answer) {
        byte[] fields = MAPPER.writeValueAsBytes(answer);
        String separator = fields.length == EMPTY ? "" : ",";
        byte[] begin = Hashing.bytes("{\"Response\":");
        byte[] end = Hashing.bytes(separator + "\"RequestId\":\"" + requestId + "\"}}");
        ByteBuffer json = ByteBuffer.allocate(begin.length + fields.length - 1 + end.length);
        json.put(begin).put(fields, 0, fields.length - 1).put(end);
        return new Reply(requestId, json.array());
    }

    Reply error(String requestId, ApiRefusal refusal, Locale language) {
        Fault fault = refusal.fault();
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("Code", fault.code());
        error.put(
                "Message",
                messages.getMessage("api.error." + fault, refusal.arguments().toArray(), language));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("Error", error);
        response.put("RequestId", requestId);
        return new Reply(requestId, MAPPER.writeValueAsBytes(Map.of("Response", response)));
    }

    /** In the form that clients of the interface before all of these understand. */
    Reply unsupportedVersion(String requestId, Locale language) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", UNSUPPORTED_VERSION);
        error.put("codeDesc", "UnsupportedVersion");
        error.put(
                "message",
                "(" + UNSUPPORTED_VERSION + ") "
                        + messages.getMessage("api.legacy", new Object[] {Version.MACHINES.date()}, language));
        return new Reply(requestId, MAPPER.writeValueAsBytes(error));
    }
}
