package shop.cvm.web;

import java.time.Clock;
import java.util.Collection;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import shop.cvm.work.Leftovers;

/** The sessions of somebody, on all nodes. */
@Component
public class Sessions {

    private final FindByIndexNameSessionRepository<? extends Session> rows;
    private final Leftovers leftovers;
    private final Clock clock;

    Sessions(FindByIndexNameSessionRepository<? extends Session> rows, Leftovers leftovers, Clock clock) {
        this.rows = rows;
        this.leftovers = leftovers;
        this.clock = clock;
    }

    /** Ends all sessions of this e-mail address: whoever used one has to sign in again. */
    public void end(String email) {
        ids(email).forEach(rows::deleteById);
    }

    /**
     * Ends all sessions of this e-mail address but one.
     *
     * @return how many
     */
    public int endOthers(String email, String kept) {
        Collection<String> others =
                ids(email).stream().filter(id -> !id.equals(kept)).toList();
        others.forEach(rows::deleteById);
        return others.size();
    }

    /**
     * Removes sessions whose time is over, with all that is in them.
     *
     * @return how many
     */
    int removeExpired() {
        return leftovers.remove("spring_session", "primary_id", "expiry_time < :time", clock.millis());
    }

    private Collection<String> ids(String email) {
        return rows.findByPrincipalName(email).keySet();
    }
}
