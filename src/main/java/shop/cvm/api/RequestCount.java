package shop.cvm.api;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

/** The requests of one kind that this node has let pass in the running second. */
class RequestCount {

    private final ReentrantLock lock = new ReentrantLock();
    private final int limit;
    private final int free;
    private volatile long seen;
    private long second = Long.MIN_VALUE;
    private int passed;
    private int allowed;
    private boolean sharing;
    private boolean spent;

    /**
     * @param limit how many all nodes together let pass
     * @param free how many this one lets pass without asking for permits; permits are taken so many at a time, or one
     */
    RequestCount(int limit, int free) {
        this.limit = limit;
        this.free = free;
    }

    /** Says that somebody is about to count a request. */
    RequestCount seen(long now) {
        seen = now;
        return this;
    }

    /** Whether nobody counts here any more in this second, so that nothing is lost with it. */
    boolean isOver(long now) {
        return seen != now;
    }

    /**
     * Counts a request. Those that come while permits are taken wait for them, instead of taking more.
     *
     * @param permits takes so many of those that all nodes share, and says how many it got
     * @return whether it may pass
     */
    boolean allows(long now, IntUnaryOperator permits) {
        lock.lock();
        try {
            begin(now);
            if (passed == allowed && !spent) {
                take(permits);
            }
            if (passed == allowed) {
                return false;
            }
            passed++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void begin(long now) {
        if (isAnother(now)) {
            second = now;
            passed = 0;
            allowed = free;
            sharing = false;
            spent = false;
        }
    }

    /** Requests may come here a little out of sequence; a clock may be set back. */
    private boolean isAnother(long now) {
        return now > second || now < second - 1;
    }

    /** With the first permits go those that have passed without. */
    private void take(IntUnaryOperator permits) {
        int before = sharing ? allowed : 0;
        int wanted = Math.max(free, 1) + allowed - before;
        int got = permits.applyAsInt(wanted);
        allowed = Math.min(Math.max(allowed, before + got), limit);
        spent = got < wanted || allowed == limit;
        sharing = true;
    }
}
