package shop.cvm.instance;

import static java.util.stream.Collectors.toMap;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.batch.NewRows;

/**
 * What was done to instances, by whom and when. Whatever changes an instance writes it down here in the same transaction,
 * so that one is never there without the other.
 */
@Service
public class History {

    /** Acts on one page. */
    public static final int PAGE_SIZE = 10;

    private static final String INSERT =
            "insert into instance_acts (instance_id, kind, detail, done_at, request_id, api_action)"
                    + " values (?, ?, ?, ?, ?, ?)";

    /** Under which the log names the request that is being answered. */
    private static final String REQUEST = "requestId";

    private static final int LONGEST_REQUEST = 36;

    /** Under which the log names the action of the cloud API that is being performed. */
    private static final String ACTION = "action";

    private static final int LONGEST_ACTION = 60;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    History(JdbcTemplate jdbc, JdbcClient client) {
        this.jdbc = jdbc;
        this.client = client;
    }

    /**
     * What was done to an instance, the latest first, {@link #PAGE_SIZE} at a time; nothing for one that is not the
     * account's.
     *
     * @param page 0 for the first
     */
    @Transactional(readOnly = true)
    public Page<Act> of(AccountId account, InstanceId instance, int page) {
        PageRequest asked = PageRequest.of(page, PAGE_SIZE);
        long count = client.sql("""
                        select count(*) from instance_acts a join instances i on i.instance_id = a.instance_id
                        where i.account_id = ? and a.instance_id = ?
                        """)
                .params(account.accountId(), instance.instanceId())
                .query(Long.class)
                .single();
        return new PageImpl<>(acts(account, instance, asked), asked, count);
    }

    /**
     * What was done last to an instance, of some kinds.
     *
     * @param kind what was done
     * @param requestId of the request that did it; null if that is not known
     * @param action of the cloud API that did it; null if it was done in another way
     */
    public record LastAct(
            ActKind kind,
            @Nullable String requestId,
            @Nullable String action) {}

    /** The last act of one of these kinds of each of these instances; one that has none is missing. */
    @Transactional(readOnly = true)
    public Map<InstanceId, LastAct> last(Collection<InstanceId> instances, Collection<ActKind> kinds) {
        if (instances.isEmpty() || kinds.isEmpty()) {
            return Map.of();
        }
        return client
                .sql("""
                        select instance_id, kind, request_id, api_action from instance_acts where act_id in (
                            select max(act_id) from instance_acts
                            where instance_id in (:ids) and kind in (:kinds) group by instance_id)
                        """)
                .param("ids", instances.stream().map(InstanceId::instanceId).toList())
                .param("kinds", kinds.stream().map(ActKind::name).toList())
                .query((row, number) -> Map.entry(
                        new InstanceId(row.getString(1)),
                        new LastAct(ActKind.valueOf(row.getString(2)), row.getString(3), row.getString(4))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void write(Act act) {
        write(List.of(act));
    }

    /** In one round trip, however many they are. */
    @Transactional(propagation = Propagation.MANDATORY)
    void write(Collection<Act> acts) {
        NewRows rows = new NewRows();
        acts.forEach(act -> add(rows, act));
        rows.write(jdbc);
    }

    /** To be written together with other rows. */
    static void add(NewRows rows, Act act) {
        rows.add(
                INSERT,
                act.instance().instanceId(),
                act.kind().name(),
                act.detail(),
                act.at().atOffset(ZoneOffset.UTC),
                said(REQUEST, LONGEST_REQUEST),
                said(ACTION, LONGEST_ACTION));
    }

    /** Of the request in which it is done; null for what the shop does by itself. */
    private static @Nullable String said(String key, int longest) {
        String value = MDC.get(key);
        return value == null || value.length() <= longest ? value : value.substring(0, longest);
    }

    private List<Act> acts(AccountId account, InstanceId instance, PageRequest page) {
        return client.sql("""
                        select a.* from instance_acts a join instances i on i.instance_id = a.instance_id
                        where i.account_id = ? and a.instance_id = ?
                        order by a.act_id desc limit ? offset ?
                        """)
                .params(account.accountId(), instance.instanceId(), page.getPageSize(), page.getOffset())
                .query((row, number) -> new Act(
                        instance,
                        ActKind.valueOf(row.getString("kind")),
                        row.getString("detail"),
                        row.getTimestamp("done_at").toInstant()))
                .list();
    }
}
