package shop.cvm.web.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Act;
import shop.cvm.instance.ActKind;
import shop.cvm.web.Show;

/**
 * A line of an instance's history as its owner reads it.
 *
 * @param act what was done
 */
record ActView(Act act) {

    /** The message that says what was done; its argument is {@link #detail}. */
    public String said() {
        boolean unnamed = act.kind() == ActKind.RENAMED && act.detail().isEmpty();
        return "console.act." + act.kind() + (unnamed ? ".none" : "");
    }

    /** The message that the detail stands for; empty if it stands for itself. */
    public String detailKey() {
        return switch (act.kind()) {
            case RENEWAL_CHOSEN -> "instance.renewal." + act.detail();
            case LAUNCH_FAILED -> "console.failure." + act.detail();
            default -> "";
        };
    }

    /** The id of an image that the detail is; null if it is none. */
    public @Nullable String image() {
        return act.kind() == ActKind.REINSTALLED ? act.detail() : null;
    }

    /** Times are those of the shop's zone, as everywhere on pages. */
    public String detail(Show show) {
        return act.kind() == ActKind.TERMINATION_SET ? show.time(Instant.parse(act.detail())) : act.detail();
    }

    /** The message that says who did it. */
    public String by() {
        return "console.actor." + act.kind().actor();
    }
}
