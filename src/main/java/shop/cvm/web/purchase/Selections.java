package shop.cvm.web.purchase;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Assortment;
import shop.cvm.catalog.Assortments;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;

/**
 * Reads selections from query strings. Any query string gives a selection that is sold: what is missing gets a working
 * default, what cannot be kept is replaced by the nearest choice. Earlier choices of the page win over later ones.
 */
@Component
public class Selections {

    private static final int MAX_PERIOD = 36;
    private static final int LAST_DAY = 31;

    private final Catalog catalog;
    private final Assortments assortments;

    Selections(Catalog catalog, Assortments assortments) {
        this.catalog = catalog;
        this.assortments = assortments;
    }

    /** @param query everything behind the question mark, still encoded; null for nothing */
    public Reading read(@Nullable String query) {
        Picture picture = picture(new QueryText(query));
        return new Reading(picture.selection(), picture.changes());
    }

    Picture picture(QueryText query) {
        Shelf shelf = shelf(query);
        Selection sold = Correction.sold(shelf.catalog(), wanted(shelf, query));
        Selection selection = Correction.named(sold, shelf.image().osType());
        Listing listing = fitting(Listing.of(query), shelf);
        Comparison comparison = new Comparison(query, shelf, selection, listing);
        return new Picture(shelf, selection, listing, comparison.changes(), comparison.corrected());
    }

    private Shelf shelf(QueryText query) {
        CatalogSnapshot snapshot = catalog.snapshot();
        ChargeType chargeType = query.choice(Parameter.CHARGE_TYPE, ChargeType.class, ChargeType.PREPAID);
        Zone zone = new PlaceChoice(snapshot, assortments, chargeType, query).choose();
        Assortment assortment = assortments.of(snapshot, zone, chargeType);
        InstanceType type = new HardwareChoice(snapshot, zone, assortment, query).choose();
        Set<OsType> systems = ImageChoice.systems(snapshot, zone, type, chargeType);
        Image image = ImageChoice.choose(snapshot, type, systems, query);
        return new Shelf(snapshot, chargeType, zone, assortment, type, image);
    }

    private static Selection wanted(Shelf shelf, QueryText query) {
        DiskChoice disks = new DiskChoice(shelf, query);
        return new Selection(
                shelf.chargeType(),
                shelf.zone().region(),
                shelf.zone().id(),
                shelf.type().id(),
                shelf.image().id(),
                disks.systemDisk(),
                disks.dataDisks(),
                query.choice(Parameter.NETWORK, NetworkType.class, NetworkType.VPC),
                query.choice(Parameter.INTERNET, InternetChargeType.class, InternetChargeType.BANDWIDTH),
                query.number(Parameter.BANDWIDTH, 1),
                name(query),
                Optional.ofNullable(query.text(Parameter.HOST_NAME)).orElse(""),
                login(shelf.image(), query),
                query.choice(Parameter.SECURITY_GROUP, SecurityGroupTemplate.class, usualGroup(shelf.image())),
                query.number(Parameter.COUNT, 1),
                Math.min(Math.max(query.number(Parameter.PERIOD, 1), 1), MAX_PERIOD),
                query.isOn(Parameter.AUTO_RENEW),
                expiryDay(query));
    }

    private static @Nullable Integer expiryDay(QueryText query) {
        int day = query.number(Parameter.EXPIRY_DAY, 0);
        return day >= 1 && day <= LAST_DAY ? day : null;
    }

    private static LoginKind login(Image image, QueryText query) {
        LoginKind wanted = query.choice(Parameter.LOGIN, LoginKind.class, LoginKind.RANDOM);
        boolean sold = wanted != LoginKind.KEY_PAIR || image.osType() != OsType.WINDOWS;
        return sold ? wanted : LoginKind.RANDOM;
    }

    /** The name, cut to what a machine can have, but not through a character of two units. */
    private static String name(QueryText query) {
        String name = query.text(Parameter.NAME);
        if (name == null || name.length() <= Naming.MAX_NAME) {
            return name == null ? "" : name;
        }
        boolean cutsThrough = Character.isHighSurrogate(name.charAt(Naming.MAX_NAME - 1));
        return name.substring(0, cutsThrough ? Naming.MAX_NAME - 1 : Naming.MAX_NAME)
                .strip();
    }

    /** The group that lets the customer in: a machine nobody can reach is no working default. */
    private static SecurityGroupTemplate usualGroup(Image image) {
        return image.osType() == OsType.WINDOWS ? SecurityGroupTemplate.RDP_3389 : SecurityGroupTemplate.SSH_22;
    }

    private static Listing fitting(Listing listing, Shelf shelf) {
        List<InstanceType> types = shelf.family().types();
        Listing fitting = listing;
        if (types.stream().noneMatch(type -> type.vcpu() == listing.vcpu())) {
            fitting = fitting.withoutVcpu();
        }
        if (types.stream().noneMatch(type -> type.memoryGib() == listing.memory())) {
            fitting = fitting.withoutMemory();
        }
        return fitting;
    }
}
