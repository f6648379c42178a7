package shop.cvm.event;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is told about a transaction only once it is true: counts and the like, which may be lost and are not worth a row. */
public final class AfterCommit {

    private AfterCommit() {}

    /**
     * Runs this after the running transaction is committed, and never if it is not.
     *
     * @throws IllegalStateException if there is none
     */
    public static void run(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
