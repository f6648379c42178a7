package shop.cvm.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.batch.NewRows;
import shop.cvm.time.ShopClock;

/** The tags of instances, by which their owners sort and find them. */
@Service
public class InstanceTags {

    private static final String INSERT = "insert into instance_tags (instance_id, tag_key, tag_value) values (?, ?, ?)";

    private static final String UPDATE = "update instance_tags set tag_value = ? where instance_id = ? and tag_key = ?";

    private static final String DELETE = "delete from instance_tags where instance_id = ? and tag_key = ?";

    private final InstanceRows instances;
    private final JdbcClient client;
    private final JdbcTemplate jdbc;
    private final History history;
    private final ShopClock clock;

    InstanceTags(InstanceRows instances, JdbcClient client, JdbcTemplate jdbc, History history, ShopClock clock) {
        this.instances = instances;
        this.client = client;
        this.jdbc = jdbc;
        this.history = history;
        this.clock = clock;
    }

    /** The tags of these instances, in the order of their keys; one without any is missing. */
    @Transactional(readOnly = true)
    public Map<InstanceId, List<Tag>> of(Collection<InstanceId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return client
                .sql("select * from instance_tags where instance_id in (:ids) order by instance_id, tag_key")
                .param("ids", ids.stream().map(InstanceId::instanceId).toList())
                .query((row, number) -> Map.entry(
                        new InstanceId(row.getString("instance_id")),
                        new Tag(row.getString("tag_key"), row.getString("tag_value"))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /** The keys that an account uses on instances that are not gone, in their order. */
    @Transactional(readOnly = true)
    public List<String> keys(AccountId account) {
        return client.sql("""
                        select distinct t.tag_key from instance_tags t join instances i on i.instance_id = t.instance_id
                        where i.account_id = ? and i.state <> 'TERMINATED' order by t.tag_key
                        """).param(account.accountId()).query(String.class).list();
    }

    /**
     * Gives an instance tags, in place of those with the same keys, and takes others away. Other tags stay.
     *
     * @param set each key once
     * @param removed keys; those that it has not are passed over
     * @return whether that changed anything
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it is given up
     * @throws InvalidTag if it would have too many
     */
    @Transactional
    public boolean change(AccountId account, InstanceId id, Collection<Tag> set, Set<String> removed) {
        return change(account, List.of(id), set, removed);
    }

    /** The same with several instances: with all of them, or with none. */
    @Transactional
    public boolean change(AccountId account, Collection<InstanceId> ids, Collection<Tag> set, Set<String> removed) {
        List<Instance> locked = instances.lockAll(account, ids);
        Map<InstanceId, List<Tag>> before = of(ids);
        Changes changes = new Changes(clock.now());
        for (Instance instance : locked) {
            change(instance, before.getOrDefault(instance.id(), List.of()), set, removed, changes);
        }
        return write(changes);
    }

    /** What is to be written for instances that are changed together. */
    private static final class Changes {

        private final NewRows inserts = new NewRows();
        private final List<Object[]> updates = new ArrayList<>();
        private final List<Object[]> deletes = new ArrayList<>();
        private final List<Act> acts = new ArrayList<>();
        private final Instant now;

        Changes(Instant now) {
            this.now = now;
        }
    }

    private void change(
            Instance instance, List<Tag> present, Collection<Tag> set, Set<String> removed, Changes changes) {
        InstanceId id = instance.id();
        if (instance.state().isEnded()) {
            throw new WrongInstanceState(id, instance.state(), "change its tags");
        }
        Map<String, String> before = new TreeMap<>();
        present.forEach(tag -> before.put(tag.key(), tag.value()));
        List<Tag> wanted = set.stream()
                .filter(tag -> !tag.value().equals(before.get(tag.key())))
                .toList();
        List<String> unwanted = removed.stream()
                .filter(before::containsKey)
                .filter(key -> set.stream().noneMatch(tag -> tag.key().equals(key)))
                .sorted()
                .toList();
        long more =
                wanted.stream().filter(tag -> !before.containsKey(tag.key())).count();
        if (more > 0 && before.size() + more - unwanted.size() > Tag.MOST) {
            throw new InvalidTag(InvalidTag.Fault.TOO_MANY);
        }
        add(changes, instance, before.keySet(), wanted, unwanted);
    }

    private void add(Changes changes, Instance instance, Set<String> before, List<Tag> wanted, List<String> unwanted) {
        if (wanted.isEmpty() && unwanted.isEmpty()) {
            return;
        }
        String id = instance.id().instanceId();
        for (Tag tag : wanted) {
            if (before.contains(tag.key())) {
                changes.updates.add(new Object[] {tag.value(), id, tag.key()});
            } else {
                changes.inserts.add(INSERT, id, tag.key(), tag.value());
            }
        }
        unwanted.forEach(key -> changes.deletes.add(new Object[] {id, key}));
        String told = Stream.concat(
                        wanted.stream().map(Tag::toString), unwanted.stream().map(key -> "−" + key))
                .collect(joining(", "));
        changes.acts.add(Act.of(instance, ActKind.TAGGED, told, changes.now));
    }

    /** In a few round trips, however many instances they are of. */
    private boolean write(Changes changes) {
        if (changes.acts.isEmpty()) {
            return false;
        }
        jdbc.batchUpdate(UPDATE, changes.updates);
        jdbc.batchUpdate(DELETE, changes.deletes);
        changes.inserts.write(jdbc);
        history.write(changes.acts);
        return true;
    }
}
