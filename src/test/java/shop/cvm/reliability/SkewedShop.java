package shop.cvm.reliability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import shop.cvm.CvmShop;

/** The shop on a machine whose clock is wrong: every reading of {@code java.time} in its process is off by as much. */
public final class SkewedShop {

    /** A property of the process, because code inside the JDK sees no class of ours. */
    private static final String SKEW = "shop.reliability.skew";

    private SkewedShop() {}

    /** @param arguments the skew, for example {@code PT-5M}; then the shop's settings */
    public static void main(String[] arguments) {
        Instant right = Instant.now();
        Duration skew = Duration.parse(arguments[0]);
        System.setProperty(SKEW, Long.toString(skew.toSeconds()));
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .ignore(ElementMatchers.none())
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .type(ElementMatchers.is(Clock.class))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Wrong.class).on(ElementMatchers.named("currentInstant"))))
                .installOn(ByteBuddyAgent.install());
        Duration seen = Duration.between(right, Instant.now()).minus(skew).abs();
        if (seen.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalStateException("The clock of this JVM cannot be made wrong");
        }
        CvmShop.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** Goes into the JDK's own reading of the time. */
    static final class Wrong {

        private Wrong() {}

        @Advice.OnMethodExit
        static void change(@Advice.Return(readOnly = false) Instant now) {
            now = now.plusSeconds(Long.getLong("shop.reliability.skew", 0L));
        }
    }
}
