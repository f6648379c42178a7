package shop.cvm.web.instance;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;

/**
 * What came of an action for one of several instances.
 *
 * @param id the instance
 * @param refused the message that says why it was not done; null if it was
 * @param remark the message that says how it was done; null for nothing special
 */
record BulkResult(
        String id, @Nullable String refused, @Nullable String remark) implements Serializable {

    /** What comes of doing this with one of them. */
    static BulkResult of(InstanceId id, Runnable action) {
        try {
            action.run();
            return done(id.instanceId());
        } catch (RuntimeException refused) {
            return refused(id.instanceId(), Refusal.of(refused));
        }
    }

    static BulkResult done(String id) {
        return new BulkResult(id, null, null);
    }

    static BulkResult done(String id, String remark) {
        return new BulkResult(id, null, remark);
    }

    static BulkResult refused(String id, String reason) {
        return new BulkResult(id, reason, null);
    }

    public boolean isDone() {
        return refused == null;
    }

    /** The message that says what came of it. */
    public String said() {
        if (refused != null) {
            return refused;
        }
        return remark == null ? "instance.bulk.done" : remark;
    }
}
