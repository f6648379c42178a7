package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import shop.cvm.account.Accounts;
import shop.cvm.account.SignedIn;

/**
 * Who signed in with the session. A session of an earlier password is nobody's, even one that was written when the
 * password was changed already and the others had been ended.
 */
class SignedInSessions extends HttpSessionSecurityContextRepository {

    private final Accounts accounts;

    SignedInSessions(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Checked(super.loadDeferredContext(request));
    }

    /** The older way to ask, which wrappers of repositories still go. */
    @Override
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        SecurityContext found = super.loadContext(holder);
        return isUpToDate(found.getAuthentication()) ? found : SecurityContextHolder.createEmptyContext();
    }

    private boolean isUpToDate(@Nullable Authentication signedIn) {
        return signedIn == null || !(signedIn.getPrincipal() instanceof SignedIn user) || accounts.isUpToDate(user);
    }

    /** Looked at once, by the first who asks; a page that nobody needs to sign in for may not ask. */
    private class Checked implements DeferredSecurityContext {

        private final DeferredSecurityContext stored;
        private @Nullable SecurityContext known;
        private boolean isOver;

        Checked(DeferredSecurityContext stored) {
            this.stored = stored;
        }

        @Override
        public SecurityContext get() {
            if (known == null) {
                SecurityContext found = stored.get();
                isOver = !isUpToDate(found.getAuthentication());
                known = isOver ? SecurityContextHolder.createEmptyContext() : found;
            }
            return known;
        }

        @Override
        public boolean isGenerated() {
            get();
            return isOver || stored.isGenerated();
        }
    }
}
