package shop.cvm.batch;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Finds out which ones of a batch make it fail: it is done in halves, and these in halves, until they are alone. */
public final class Halves {

    private static final Logger log = LoggerFactory.getLogger(Halves.class);

    private Halves() {}

    /**
     * Goes on with a batch that has failed as a whole.
     *
     * @param batch what it consisted of
     * @param failed why it failed
     * @param work does a part of it, in a transaction of its own that undoes all of the part if it fails
     * @param alone hears of each one that failed by itself, and why
     * @return the sum of what the work returned where it succeeded
     * @throws RuntimeException the failure itself, if the database cannot be reached or nothing was in the batch: then
     *     nobody in it is at fault
     */
    public static <T> int split(
            List<T> batch,
            RuntimeException failed,
            ToIntFunction<List<T>> work,
            BiConsumer<T, RuntimeException> alone) {
        if (batch.isEmpty() || isUnreachable(failed)) {
            throw failed;
        }
        if (batch.size() == 1) {
            alone.accept(batch.get(0), failed);
            return 0;
        }
        log.warn(
                "A batch of {} failed and is done in halves: {}",
                batch.size(),
                failed.getClass().getSimpleName());
        int middle = batch.size() / 2;
        return half(batch.subList(0, middle), work, alone) + half(batch.subList(middle, batch.size()), work, alone);
    }

    private static <T> int half(List<T> half, ToIntFunction<List<T>> work, BiConsumer<T, RuntimeException> alone) {
        try {
            return work.applyAsInt(half);
        } catch (RuntimeException failed) {
            return split(half, failed, work, alone);
        }
    }

    private static boolean isUnreachable(RuntimeException failed) {
        return failed instanceof CannotCreateTransactionException
                || failed instanceof DataAccessResourceFailureException;
    }
}
