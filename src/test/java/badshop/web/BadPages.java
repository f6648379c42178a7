package badshop.web;

import jakarta.persistence.EntityManager;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.RestController;

public class BadPages {

    public static class Transactions {

        @Transactional
        static class OnTheClass {}

        static class OnAMethod {
            @Transactional
            void pay() {}
        }

        static class ByHand {
            TransactionOperations transaction;
        }

        static class Persistence {
            EntityManager entities;
        }
    }

    public static class Public {

        @Controller
        public static class Pages {}

        @RestController
        public static class Notifications {}

        public interface Rows extends Repository<Object, Long> {}
    }
}
