package shop.cvm.web;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import shop.cvm.account.OperatorSettings;
import shop.cvm.account.SignedIn;

/** Lets the operator in, and nobody once the settings name none. */
@Component
class OperatorOnly implements AuthorizationManager<RequestAuthorizationContext> {

    private final OperatorSettings settings;

    OperatorOnly(OperatorSettings settings) {
        this.settings = settings;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> visitor, RequestAuthorizationContext request) {
        return new AuthorizationDecision(isOperator(visitor.get()));
    }

    boolean isOperator(@Nullable Object visitor) {
        return visitor instanceof Authentication authentication
                && authentication.getPrincipal() instanceof SignedIn user
                && settings.isOperator(user);
    }

    boolean isThereOne() {
        return settings.isConfigured();
    }
}
