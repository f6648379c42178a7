package shop.cvm.instance;

import java.time.Instant;

/** An instance cannot be terminated at this time: it is too soon, or too far ahead. */
public class InvalidTerminationTime extends RuntimeException {

    InvalidTerminationTime(Instant at, Instant now) {
        super("At " + now + " no termination can be set for " + at);
    }
}
