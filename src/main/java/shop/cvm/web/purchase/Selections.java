package shop.cvm.web.purchase;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
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
import shop.cvm.network.SecurityGroupTemplate;

/**
 * Reads selections from query strings. Any query string gives a selection that is sold: what is missing gets a working
 * default, what cannot be kept is replaced by the nearest choice. Earlier choices of the page win over later ones.
 */
@Component
public class Selections {

    static final int MAX_NAME = 128;

    private static final int MAX_PERIOD = 36;

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
        Selection selection = Correction.sold(shelf.catalog(), wanted(shelf, query));
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
        List<Image> offered = ImageChoice.offered(snapshot, zone, type, chargeType);
        return new Shelf(snapshot, chargeType, zone, assortment, type, ImageChoice.choose(snapshot, offered, query));
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
                query.choice(Parameter.LOGIN, LoginKind.class, LoginKind.RANDOM),
                query.choice(Parameter.SECURITY_GROUP, SecurityGroupTemplate.class, usualGroup(shelf.image())),
                query.number(Parameter.COUNT, 1),
                Math.min(Math.max(query.number(Parameter.PERIOD, 1), 1), MAX_PERIOD),
                query.isOn(Parameter.AUTO_RENEW));
    }

    private static String name(QueryText query) {
        String name = query.text(Parameter.NAME);
        return name == null
                ? ""
                : name.substring(0, Math.min(name.length(), MAX_NAME)).strip();
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
