package badshop.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

public class BadEntities {

    public static class Settable {

        @Entity
        static class Account {
            @Id
            long id;

            protected Account() {}

            void setId(long id) {
                this.id = id;
            }
        }
    }

    public static class Changeable {

        @Entity
        public static class Order {
            @Id
            long id;

            private boolean paid;

            protected Order() {}

            public boolean pay() {
                paid = true;
                return paid;
            }
        }
    }

    public static class Constructible {

        @Entity
        public static class Entry {
            @Id
            long id;

            public Entry() {}
        }

        @MappedSuperclass
        public static class Row {}
    }
}
