package shop.cvm.api;

import java.util.Arrays;
import java.util.List;

/** A request is answered by an error. */
final class ApiRefusal extends RuntimeException {

    private final Fault fault;
    private final transient List<Object> arguments;

    ApiRefusal(Fault fault, Object... arguments) {
        super(fault.code() + " " + Arrays.toString(arguments), null, false, false);
        this.fault = fault;
        this.arguments = List.of(arguments);
    }

    Fault fault() {
        return fault;
    }

    /** Of its message. */
    List<Object> arguments() {
        return arguments;
    }
}
