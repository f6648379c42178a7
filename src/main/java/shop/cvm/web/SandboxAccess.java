package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import shop.cvm.fault.Faults;

/**
 * Whether somebody may use the sandbox: whoever is on the shop's machine, or anybody if the setting says so. Without
 * sandbox mode there is nothing to be kept from anybody.
 */
@Component
class SandboxAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private final Settings settings;
    private final Faults faults;
    private final LocalCallers callers;

    SandboxAccess(Settings settings, Faults faults, LocalCallers callers) {
        this.settings = settings;
        this.faults = faults;
        this.callers = callers;
    }

    /** @param openToAll whether callers on other machines may use the sandbox, too */
    @ConfigurationProperties("shop.sandbox")
    record Settings(@DefaultValue("false") boolean openToAll) {}

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> visitor, RequestAuthorizationContext context) {
        return new AuthorizationDecision(!faults.isSandbox() || isOpenTo(context.getRequest()));
    }

    /** Whether there is a sandbox, and whoever asks may use it. */
    boolean isOpenTo(HttpServletRequest request) {
        return faults.isSandbox() && (settings.openToAll() || callers.isLocal(request));
    }
}
