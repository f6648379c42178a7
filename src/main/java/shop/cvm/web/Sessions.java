package shop.cvm.web;

import java.util.Collection;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of somebody, on all nodes. */
@Component
public class Sessions {

    private final FindByIndexNameSessionRepository<? extends Session> rows;

    Sessions(FindByIndexNameSessionRepository<? extends Session> rows) {
        this.rows = rows;
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

    private Collection<String> ids(String email) {
        return rows.findByPrincipalName(email).keySet();
    }
}
