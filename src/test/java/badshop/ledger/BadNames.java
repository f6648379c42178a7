package badshop.ledger;

public class BadNames {

    public static class Plain {

        static class BalanceManager {}

        static class BalanceHelper {}

        static class BalanceUtil {}

        static class BalanceUtils {}

        static class BalanceImpl {}

        static class BalanceDto {}

        static class BalanceService {}
    }

    public static class Thrown {

        static class InsufficientBalanceException extends RuntimeException {}

        static class LedgerError extends Error {}
    }
}
