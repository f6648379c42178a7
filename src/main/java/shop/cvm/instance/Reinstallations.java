package shop.cvm.instance;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.instance.NotReinstallable.Reason;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/**
 * Installs instances anew: another image or the same one on an empty system disk, with another login. Data disks,
 * addresses and the price stay. What an instance costs was agreed; an image with which it would cost something else, as
 * Windows does for some types, is therefore refused.
 */
@Service
public class Reinstallations {

    /** Smallest system disk of Windows in GB ({@code domain.md} 2.2). */
    private static final int WINDOWS_GB = 50;

    private final InstanceRows rows;
    private final Instances instances;
    private final Catalog catalog;
    private final LoginSecrets secrets;
    private final Ledger ledger;
    private final History history;
    private final ShopClock clock;

    Reinstallations(
            InstanceRows rows,
            Instances instances,
            Catalog catalog,
            LoginSecrets secrets,
            Ledger ledger,
            History history,
            ShopClock clock) {
        this.rows = rows;
        this.instances = instances;
        this.catalog = catalog;
        this.secrets = secrets;
        this.ledger = ledger;
        this.history = history;
        this.clock = clock;
    }

    /**
     * An image that is offered for the hardware of an instance.
     *
     * @param reason why it cannot get it; null if it can
     */
    public record Choice(Image image, @Nullable Reason reason) {}

    /**
     * The images of its architecture that are on offer, as the catalogue has them.
     *
     * @param instance read with its disks
     */
    public List<Choice> choices(Instance instance) {
        CatalogSnapshot snapshot = catalog.snapshot();
        InstanceType type = snapshot.type(instance.configuration().instanceType());
        if (type == null) {
            return List.of();
        }
        return snapshot.images(snapshot.familyOf(type)).stream()
                .map(image -> new Choice(image, objection(instance, type, image).orElse(null)))
                .toList();
    }

    /**
     * Has an instance installed anew. It is stopped for that if it runs; afterwards it runs, with this login alone.
     *
     * @param login a random password is shown once, as after the purchase
     * @throws InvalidPassword if a chosen password breaks the rules of the image's operating system
     * @throws KeyPairNotForWindows if it is a key pair, and Windows
     * @throws NoSuchKeyPair if it is a key pair that the account does not have
     * @throws NoSuchInstance if the account has none of this id
     * @throws NotReinstallable if it cannot get this image
     * @throws InstanceShelved if it is stopped without charge
     * @throws WrongInstanceState if it neither runs nor stands still
     * @throws OwnerInArrears if its owner owes money
     */
    @Transactional
    public void reinstall(AccountId account, InstanceId id, String imageId, Login login) {
        Instance instance = rows.lock(id.instanceId(), account.accountId()).orElseThrow(() -> new NoSuchInstance(id));
        if (ledger.arrearsSince(account).isPresent()) {
            throw new OwnerInArrears(id);
        }
        Image image = requirePossible(instance, imageId);
        SealedLogin sealed = instances.seal(account, login, image.osType());
        Instant now = clock.now();
        instance.reinstall(image, sealed, secret(sealed), now);
        history.write(Act.of(instance, ActKind.REINSTALLED, image.id(), now));
    }

    /**
     * Whether an instance can get this image.
     *
     * @param instance read with its disks
     * @return the image
     * @throws NotReinstallable if it cannot
     */
    public Image requirePossible(Instance instance, String imageId) {
        CatalogSnapshot snapshot = catalog.snapshot();
        InstanceType type = snapshot.type(instance.configuration().instanceType());
        Image image = snapshot.image(imageId);
        if (type == null || image == null) {
            throw new NotReinstallable(instance.id(), Reason.IMAGE);
        }
        objection(instance, type, image).ifPresent(reason -> {
            throw new NotReinstallable(instance.id(), reason);
        });
        return image;
    }

    private Optional<Reason> objection(Instance instance, InstanceType type, Image image) {
        CatalogSnapshot snapshot = catalog.snapshot();
        if (!snapshot.images(snapshot.familyOf(type)).contains(image)) {
            return Optional.of(Reason.IMAGE);
        }
        if (image.osType() == OsType.WINDOWS && instance.disks().get(0).sizeGb() < WINDOWS_GB) {
            return Optional.of(Reason.DISK);
        }
        return costsTheSame(snapshot, instance, type, image.osType()) ? Optional.empty() : Optional.of(Reason.PRICE);
    }

    /** The same system costs what was agreed, whatever the catalogue says by now. */
    private static boolean costsTheSame(CatalogSnapshot snapshot, Instance instance, InstanceType type, OsType other) {
        OsType now = instance.shape().osType();
        if (now == other) {
            return true;
        }
        String region = instance.shape().regionId();
        ComputePrice before = snapshot.computePrice(region, type.id(), now);
        ComputePrice after = snapshot.computePrice(region, type.id(), other);
        return before != null
                && after != null
                && Objects.equals(before.perMonth(), after.perMonth())
                && before.monthFactors().equals(after.monthFactors())
                && before.steps().equals(after.steps());
    }

    private @Nullable String secret(SealedLogin login) {
        if (login.kind() == LoginKind.KEY_PAIR || login.secret() != null) {
            return login.secret();
        }
        return secrets.encrypt(PasswordRule.random());
    }
}
