package badshop.ledger;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

public class BadInjection {

    static class ByField {
        @Autowired
        Object ledger;
    }

    static class ByValue {
        @Value("${shop.ledger.limit}")
        String limit;
    }

    static class ByPersistenceContext {
        @PersistenceContext
        EntityManager entities;
    }

    static class BySetter {
        @Autowired
        void ledger(Object ledger) {}
    }
}
