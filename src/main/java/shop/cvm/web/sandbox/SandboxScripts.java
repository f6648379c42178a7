package shop.cvm.web.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import shop.cvm.audit.Audit;
import shop.cvm.audit.AuditReport;
import shop.cvm.audit.Invariant;
import shop.cvm.fault.ActiveFault;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;

/**
 * The sandbox for scripts: JSON without session or token. Only JSON is taken, which no page of another host can make a
 * browser send here.
 */
@RestController
@RequestMapping("/_sandbox")
@ConditionalOnProperty(name = "shop.sandbox.enabled", havingValue = "true")
class SandboxScripts {

    private final Faults faults;
    private final Audit audit;

    SandboxScripts(Faults faults, Audit audit) {
        this.faults = faults;
        this.audit = audit;
    }

    /** What is switched on, and what could be. */
    record Switches(List<Switch> active, List<Fault> known) {}

    /** A fault that is on; times is null for always, delay as in ISO 8601. */
    record Switch(Fault fault, @Nullable Integer times, String delay) {

        static Switch of(ActiveFault active) {
            return new Switch(active.fault(), active.times(), active.delay().toString());
        }
    }

    /** All invariants, as they are now. */
    record Findings(boolean holds, List<Invariant> invariants) {}

    /** Why a request was not done. */
    record Refusal(String error) {}

    @GetMapping("/faults")
    Switches faults() {
        return new Switches(faults.active().stream().map(Switch::of).toList(), Arrays.asList(Fault.values()));
    }

    @PostMapping("/faults")
    Switches switchOn(@RequestBody Map<String, Object> wanted) {
        FaultSwitch.of(wanted).turnOn(faults);
        return faults();
    }

    /** @param fault to switch off; all of them if it is left out */
    @DeleteMapping("/faults")
    Switches switchOff(@RequestParam @Nullable String fault) {
        if (fault == null) {
            faults.switchAllOff();
        } else {
            faults.switchOff(FaultSwitch.fault(fault));
        }
        return faults();
    }

    @GetMapping("/invariants")
    Findings invariants() {
        AuditReport report = audit.run();
        return new Findings(report.holds(), report.invariants());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Refusal refused(UnusableSwitch unusable) {
        return new Refusal(unusable.advice());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Refusal unreadable(HttpMessageNotReadableException unreadable) {
        return new Refusal("The body must be a JSON object such as {\"fault\": \"WALLET_DOWN\", \"times\": 3}");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    Refusal otherType(HttpMediaTypeNotSupportedException other) {
        return new Refusal("Content-Type must be application/json");
    }
}
