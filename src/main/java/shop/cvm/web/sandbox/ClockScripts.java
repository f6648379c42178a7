package shop.cvm.web.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import shop.cvm.sandbox.ClockGoesForward;
import shop.cvm.sandbox.ClockPush;
import shop.cvm.sandbox.ClockPushes;
import shop.cvm.sandbox.ClockState;
import shop.cvm.sandbox.FreshShop;
import shop.cvm.sandbox.PushInProgress;

/** The clock and the fresh start for scripts, in the manner of {@link SandboxScripts}. */
@RestController
@RequestMapping("/_sandbox")
@ConditionalOnProperty(name = "shop.sandbox.enabled", havingValue = "true")
class ClockScripts {

    /** Anything; it is waited again. */
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private final ClockPushes pushes;
    private final FreshShop shop;

    ClockScripts(ClockPushes pushes, FreshShop shop) {
        this.pushes = pushes;
        this.shop = shop;
    }

    /** Times and durations as in ISO 8601. */
    record ClockView(
            Instant now,
            String offset,
            boolean moving,
            @Nullable PushView push) {

        static ClockView of(ClockState state) {
            ClockPush push = state.push();
            return new ClockView(
                    state.now(), state.offset().toString(), state.moving(), push == null ? null : PushView.of(push));
        }
    }

    /** How far the last push is, and what it has done by the name of what was due. */
    record PushView(Instant from, Instant to, Instant reached, int percent, long steps, Map<String, Long> done) {

        static PushView of(ClockPush push) {
            return new PushView(push.from(), push.target(), push.reached(), push.percent(), push.steps(), push.done());
        }
    }

    /** Why a request was not done. */
    record Refusal(String error) {}

    @GetMapping("/clock")
    ClockView clock() {
        return ClockView.of(pushes.state());
    }

    /** Answered when the clock has arrived and everything due is done, however long that takes. */
    @PostMapping(path = "/clock", consumes = MediaType.APPLICATION_JSON_VALUE)
    ClockView push(@RequestBody Map<String, Object> wanted) throws InterruptedException {
        ClockTarget.of(wanted).begin(pushes);
        boolean arrived;
        do {
            arrived = pushes.await(A_WHILE);
        } while (!arrived);
        return clock();
    }

    @PostMapping(path = "/reset", consumes = MediaType.APPLICATION_JSON_VALUE)
    ClockView reset() {
        shop.reset();
        return clock();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Refusal refused(UnusableSwitch unusable) {
        return new Refusal(unusable.advice());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Refusal backwards(ClockGoesForward backwards) {
        return new Refusal(String.valueOf(backwards.getMessage()));
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    Refusal moving(PushInProgress moving) {
        return new Refusal(String.valueOf(moving.getMessage()));
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Refusal unreadable(HttpMessageNotReadableException unreadable) {
        return new Refusal("The body must be a JSON object such as {\"advance\": \"PT1H\"}");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    Refusal otherType(HttpMediaTypeNotSupportedException other) {
        return new Refusal("Content-Type must be application/json");
    }
}
