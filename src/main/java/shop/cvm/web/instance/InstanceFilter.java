package shop.cvm.web.instance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import shop.cvm.instance.InstanceState;

/** Which instances the list shows. */
enum InstanceFilter {
    ALL(state -> state != InstanceState.TERMINATED),
    RUNNING(state -> state == InstanceState.RUNNING),
    STOPPED(state -> state == InstanceState.STOPPED),
    CHANGING(InstanceState::isPassing),
    FAILED(state -> state == InstanceState.LAUNCH_FAILED),
    BIN(state -> state == InstanceState.SHUTDOWN);

    private final Set<InstanceState> states;

    InstanceFilter(Predicate<InstanceState> which) {
        this.states = Arrays.stream(InstanceState.values())
                .filter(which)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(InstanceState.class)));
    }

    /** Whatever an address says; anything unknown means all. */
    static InstanceFilter of(String text) {
        return Arrays.stream(values())
                .filter(shown -> shown.parameter().equals(text))
                .findFirst()
                .orElse(ALL);
    }

    /** As addresses have it. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<InstanceState> states() {
        return EnumSet.copyOf(states);
    }
}
