package shop.cvm.api;

/**
 * Something that can be asked for. It translates a request for the services that the pages use, and their answer; it has
 * no rule of its own.
 *
 * @param <Q> what is asked: a record whose components are called like the parameters but begin with a small letter
 * @param <A> what is answered: a record as well
 */
interface Action<Q extends Record, A extends Record> {

    Class<Q> request();

    /** @throws RuntimeException if it is refused: {@link ErrorTable} knows how to answer that */
    A perform(Call call, Q request);

    /** As clients name it. */
    default String name() {
        return getClass().getSimpleName();
    }

    default Version version() {
        return Version.MACHINES;
    }

    default boolean needsRegion() {
        return version() == Version.MACHINES;
    }

    /** Whether it changes anything, which keys that only read must not. */
    default boolean changes() {
        return false;
    }

    /** Nothing but that it was done. */
    record Done() {}

    /** Nothing is asked. */
    record Nothing() {}
}
