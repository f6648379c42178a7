package shop.cvm.api;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** A request that says who sent it, and proves it by a signature. */
interface Signed {

    Common common();

    /** Who says to have sent it. */
    String secretId();

    /** Whether it was signed with this secret. Takes the same time however much of the signature is right. */
    boolean isSignedWith(String secretKey);

    /** How far its time may be from ours, either way. */
    Duration tolerance();

    /** Whether the day that was signed is the day of its time. */
    default boolean isOfItsDay() {
        return true;
    }

    /** Whether its parameters are all texts. */
    boolean isText();

    /**
     * What the action is asked for.
     *
     * @throws ApiRefusal if that cannot be understood
     */
    ObjectNode parameters();
}
