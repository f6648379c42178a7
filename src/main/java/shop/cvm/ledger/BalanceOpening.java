package shop.cvm.ledger;

import jakarta.persistence.EntityManager;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountOpened;

/** Gives every account a balance, in the transaction that opens the account. */
@Component
class BalanceOpening {

    private final EntityManager entities;

    BalanceOpening(EntityManager entities) {
        this.entities = entities;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(AccountOpened opened) {
        entities.persist(new CustomerBalance(opened.account()));
    }
}
