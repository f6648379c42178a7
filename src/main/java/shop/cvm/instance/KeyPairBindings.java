package shop.cvm.instance;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.catalog.OsType;
import shop.cvm.time.ShopClock;

/**
 * By which key pair machines that are there let in. Each has one at most: binding another one takes its place, and that of
 * a password; nobody gets in by password then ({@code domain.md} 12.2). Unbinding makes up a random password, which is
 * shown once, as after the purchase, so that no machine is ever without a login. Machines have to be off for either
 * ({@code domain.md} 9.3). Several are changed all or none, locked in ascending order of their ids.
 */
@Service
public class KeyPairBindings {

    private final InstanceRows rows;
    private final KeyPairs keyPairs;
    private final LoginSecrets secrets;
    private final History history;
    private final TransactionOperations transaction;
    private final ShopClock clock;

    KeyPairBindings(
            InstanceRows rows,
            KeyPairs keyPairs,
            LoginSecrets secrets,
            History history,
            TransactionOperations transaction,
            ShopClock clock) {
        this.rows = rows;
        this.keyPairs = keyPairs;
        this.secrets = secrets;
        this.history = history;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Has machines let in by this key pair from now on. Nothing is done to those that are bound to it already.
     *
     * @param forced whether those that run are shut down for it and started again
     * @throws NoSuchKeyPair if the account does not have it, or it is deleted meanwhile
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws KeyPairNotForWindows if one of them has Windows
     * @throws InstanceShelved if one of them is stopped without charge
     * @throws WrongInstanceState if one of them runs and is not to be shut down, or is on its way to another state
     */
    public void bind(AccountId account, Collection<InstanceId> ids, KeyPairId keyPair, boolean forced) {
        KeyPair wanted = keyPairs.keyPair(account, keyPair);
        try {
            transaction.executeWithoutResult(status -> {
                Instant now = clock.now();
                history.write(locked(account, ids).stream()
                        .flatMap(machine -> bind(machine, wanted, forced, now).stream())
                        .toList());
            });
        } catch (DataIntegrityViolationException refused) {
            keyPairs.keyPair(account, keyPair);
            throw refused;
        }
    }

    /**
     * Has machines no longer let in by these key pairs, but by a random password each, which is shown once.
     *
     * @param from the key pairs that they are bound to; empty for whichever they are
     * @param forced whether those that run are shut down for it and started again
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws NotBoundToKeyPair if one of them is bound to none, or to another one
     * @throws InstanceShelved if one of them is stopped without charge
     * @throws WrongInstanceState if one of them runs and is not to be shut down, or is on its way to another state
     */
    public void unbind(AccountId account, Collection<InstanceId> ids, Collection<KeyPairId> from, boolean forced) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.now();
            Map<KeyPairId, String> names =
                    keyPairs.keyPairs(account).stream().collect(toMap(KeyPair::id, KeyPair::name));
            history.write(locked(account, ids).stream()
                    .map(machine -> unbind(machine, from, names, forced, now))
                    .toList());
        });
    }

    private static Optional<Act> bind(Instance machine, KeyPair wanted, boolean forced, Instant now) {
        if (machine.shape().osType() == OsType.WINDOWS) {
            throw new KeyPairNotForWindows();
        }
        if (machine.keyPair().equals(Optional.of(wanted.id()))) {
            return Optional.empty();
        }
        machine.bindKeyPair(wanted.id(), forced, now);
        return Optional.of(Act.of(machine, ActKind.KEY_BOUND, wanted.name(), now));
    }

    private Act unbind(
            Instance machine, Collection<KeyPairId> from, Map<KeyPairId, String> names, boolean forced, Instant now) {
        KeyPairId bound = machine.keyPair()
                .filter(one -> from.isEmpty() || from.contains(one))
                .orElseThrow(() -> new NotBoundToKeyPair(machine.id()));
        machine.resetPassword(LoginKind.RANDOM, secrets.encrypt(PasswordRule.random()), forced, now);
        return Act.of(machine, ActKind.KEY_UNBOUND, names.getOrDefault(bound, bound.keyPairId()), now);
    }

    private List<Instance> locked(AccountId account, Collection<InstanceId> ids) {
        List<Instance> machines =
                rows.lock(ids.stream().map(InstanceId::instanceId).toList(), account.accountId());
        Set<InstanceId> found = machines.stream()
                .filter(machine -> machine.state() != InstanceState.TERMINATED)
                .map(Instance::id)
                .collect(toSet());
        ids.stream().filter(id -> !found.contains(id)).findFirst().ifPresent(id -> {
            throw new NoSuchInstance(id);
        });
        return machines;
    }
}
