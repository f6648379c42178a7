package shop.cvm.api;

import org.springframework.stereotype.Component;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request for machines asks for: the same text for equal requests, whatever they come to, and another one for all
 * others. Section 8.6 of the contract.
 */
@Component
class AskedFor {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Instances instances;

    AskedFor(Instances instances) {
        this.instances = instances;
    }

    /** In place of its password stands what tells passwords apart, and nothing else about them. */
    String by(MachineRequest request) {
        ObjectNode asked = MAPPER.valueToTree(request);
        asked.remove("clientToken");
        asked.remove("dryRun");
        MachineRequest.Login login = request.loginSettings();
        if (login != null && login.password() != null) {
            asked.withObject("/loginSettings").put("password", instances.digest(Login.password(login.password())));
        }
        return MAPPER.writeValueAsString(asked);
    }
}
