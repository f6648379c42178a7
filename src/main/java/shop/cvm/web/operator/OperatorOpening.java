package shop.cvm.web.operator;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import shop.cvm.account.Accounts;
import shop.cvm.account.OperatorSettings;
import shop.cvm.sandbox.ShopReset;
import shop.cvm.web.Sessions;

/** Gives the operator of the settings their account at the start and after a reset; whoever knew another password is signed out. */
@Component
@Profile("!check")
class OperatorOpening implements ApplicationRunner {

    private final OperatorSettings operator;
    private final Accounts accounts;
    private final Sessions sessions;

    OperatorOpening(OperatorSettings operator, Accounts accounts, Sessions sessions) {
        this.operator = operator;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        open();
    }

    @EventListener(ShopReset.class)
    void open() {
        if (operator.isConfigured() && accounts.assign(operator.email(), operator.password())) {
            sessions.end(operator.email());
        }
    }
}
