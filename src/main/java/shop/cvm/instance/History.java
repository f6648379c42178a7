package shop.cvm.instance;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
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
            "insert into instance_acts (instance_id, kind, detail, done_at) values (?, ?, ?, ?)";

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
                act.at().atOffset(ZoneOffset.UTC));
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
