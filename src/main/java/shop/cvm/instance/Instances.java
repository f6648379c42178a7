package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.OsType;

/** The machines customers own: launched by a paid order, made step by step, shown to their owner. */
@Service
public class Instances {

    /** Instances on one page of the list. */
    public static final int PAGE_SIZE = 20;

    private static final Sort NEWEST_FIRST = Sort.by("paidAt").descending().and(Sort.by("instanceId"));

    private final InstanceRows rows;
    private final EntityManager entities;
    private final Placement placement;
    private final LoginSecrets secrets;
    private final Delivery delivery;

    Instances(InstanceRows rows, EntityManager entities, Placement placement, LoginSecrets secrets, Delivery delivery) {
        this.rows = rows;
        this.entities = entities;
        this.placement = placement;
        this.secrets = secrets;
        this.delivery = delivery;
    }

    /**
     * Makes a login fit to be kept until the machine is made.
     *
     * @param osType decides about the rules for a chosen password
     * @throws InvalidPassword if the password breaks one of them
     */
    public SealedLogin seal(Login login, OsType osType) {
        String password = login.password();
        if (login.kind() == LoginKind.RANDOM || password == null) {
            return new SealedLogin(LoginKind.RANDOM, null);
        }
        Set<PasswordFault> faults = PasswordRule.of(osType).faults(password);
        if (!faults.isEmpty()) {
            throw new InvalidPassword(osType, faults);
        }
        return new SealedLogin(LoginKind.PASSWORD, secrets.encrypt(password));
    }

    /** Tells one chosen password from another without telling either; empty for a random one. */
    public String digest(Login login) {
        return login.password() == null ? "" : secrets.digest(login.password());
    }

    /**
     * Enters machines as part of the transaction that pays for them, so that paid money and machine are there together
     * or not at all. They are made afterwards ({@link #advanceDue()}).
     *
     * @return their ids, in the order of their names
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<InstanceId> launch(Launch launch) {
        Shape shape = placement.shape(launch.spec());
        Instance.Place place = placement.place(launch);
        InstanceNames names = new InstanceNames(launch.name(), launch.count());
        List<InstanceId> ids = new ArrayList<>(launch.count());
        for (int position = 0; position < launch.count(); position++) {
            Instance instance =
                    new Instance(launch, position, names.name(position), shape, place, secret(launch.login()));
            entities.persist(instance);
            ids.add(instance.id());
        }
        return ids;
    }

    /** @throws NoSuchInstance if the account has none of this id */
    @Transactional(readOnly = true)
    public Instance instance(AccountId account, InstanceId id) {
        return rows.findByInstanceIdAndAccountId(id.instanceId(), account.accountId())
                .orElseThrow(() -> new NoSuchInstance(id));
    }

    /**
     * The account's instances, newest first, {@link #PAGE_SIZE} at a time.
     *
     * @param page 0 for the first
     */
    @Transactional(readOnly = true)
    public Page<Instance> instances(AccountId account, int page) {
        return rows.findByAccountId(account.accountId(), PageRequest.of(page, PAGE_SIZE, NEWEST_FIRST));
    }

    /** The instances that an order of this account launched, in the order of its lines. */
    @Transactional(readOnly = true)
    public List<Instance> ofOrder(AccountId account, String orderNumber) {
        return rows.findByAccountIdAndOrderNumberOrderByLineAscPositionAsc(account.accountId(), orderNumber);
    }

    /** How far the machines of these orders are, by order number; an order without machines is missing. */
    @Transactional(readOnly = true)
    public Map<String, LaunchProgress> progress(Collection<String> orderNumbers) {
        if (orderNumbers.isEmpty()) {
            return Map.of();
        }
        return rows.progress(orderNumbers).stream().collect(toMap(LaunchProgress::orderNumber, identity()));
    }

    /**
     * Hands out the random password of a running machine and forgets it.
     *
     * @return the password; empty if there is none to show (any more)
     * @throws NoSuchInstance if the account has no such instance
     */
    @Transactional
    public Optional<String> takePassword(AccountId account, InstanceId id) {
        Instance instance = rows.lock(id.instanceId(), account.accountId()).orElseThrow(() -> new NoSuchInstance(id));
        String secret = instance.loginSecret();
        if (!instance.hasPasswordToShow() || secret == null) {
            return Optional.empty();
        }
        instance.forgetLoginSecret();
        return Optional.of(secrets.decrypt(secret));
    }

    /**
     * Moves everything on that is due by the shop's clock, batch by batch until nothing is left; any number of callers
     * share the work.
     *
     * @return how many steps were taken
     */
    public int advanceDue() {
        return delivery.advanceDue();
    }

    private String secret(SealedLogin login) {
        String chosen = login.secret();
        return chosen != null ? chosen : secrets.encrypt(PasswordRule.random());
    }
}
