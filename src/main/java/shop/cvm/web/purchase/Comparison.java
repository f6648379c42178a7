package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.Zone;

/**
 * Compares what was sent with what came of it. What only follows from another choice is corrected without a word: whoever
 * asks for another region does not ask to keep the zone of the old one.
 */
final class Comparison {

    private final QueryText query;
    private final Shelf shelf;
    private final Map<String, String> outcome;
    private final List<Disk> wantedDisks;
    private final List<Disk> disks;

    Comparison(QueryText query, Shelf shelf, Selection selection, Listing listing) {
        this.query = query;
        this.shelf = shelf;
        this.wantedDisks = new DiskChoice(shelf, query).dataDisks();
        this.disks = selection.dataDisks();
        this.outcome = outcome(shelf, selection, listing);
    }

    private static Map<String, String> outcome(Shelf shelf, Selection selection, Listing listing) {
        Map<String, String> all = new LinkedHashMap<>();
        SelectionQuery.parameters(selection).forEach((name, value) -> {
            if (Parameter.TYPE.equals(name)) {
                all.put(Parameter.SERIES, Integer.toString(shelf.family().generation()));
                all.put(Parameter.FAMILY, shelf.family().id());
            } else if (Parameter.IMAGE.equals(name)) {
                all.put(Parameter.IMAGE_OS, shelf.image().platform());
            }
            all.put(name, value);
        });
        all.putIfAbsent(Parameter.NAME, "");
        all.putIfAbsent(Parameter.HOST_NAME, "");
        all.putIfAbsent(Parameter.AUTO_RENEW, "");
        all.putIfAbsent(Parameter.EXPIRY_DAY, "");
        Map<String, String> list = SelectionQuery.parameters(listing);
        for (String filter : List.of(Parameter.VCPU, Parameter.MEMORY, Parameter.IN_STOCK)) {
            all.put(filter, list.getOrDefault(filter, ""));
        }
        all.put(Parameter.SORT, listing.order());
        return all;
    }

    /** Kinds of parameters whose control shows, or would show, another value than was sent. */
    Set<String> corrected() {
        Set<String> corrected = new HashSet<>();
        outcome.forEach((name, value) -> {
            String sent = query.sent(name);
            if (!value.equals(sent == null ? "" : sent)) {
                corrected.add(Parameter.kind(name));
            }
        });
        for (String name : query.names()) {
            if (!outcome.containsKey(name)) {
                corrected.add(Parameter.kind(name));
            }
        }
        return corrected;
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (String name : outcome.keySet()) {
            if (!name.startsWith(Parameter.DATA_DISKS)) {
                compare(changes, name);
            }
        }
        compareDisks(changes);
        return changes;
    }

    private void compare(List<Change> changes, String name) {
        String wanted = query.text(name);
        String now = outcome.get(name);
        if (wanted != null && now != null && !means(name, wanted, now) && !follows(name, wanted)) {
            changes.add(new Change(name, wanted, now));
        }
    }

    private boolean means(String name, String wanted, String now) {
        if (wanted.equals(now) || Parameter.AUTO_RENEW.equals(name) || Parameter.IN_STOCK.equals(name)) {
            return true;
        }
        if (Parameter.IMAGE.equals(name)) {
            Image image = shelf.catalog().image(wanted);
            return image != null && image.id().equals(now);
        }
        if (Parameter.HOST_NAME.equals(name)) {
            return false;
        }
        return Integer.toString(query.number(name, -1)).equals(now.isEmpty() ? "0" : now);
    }

    /** Whether it had to change because something before it was chosen anew, and nothing of substance is lost. */
    private boolean follows(String name, String wanted) {
        CatalogSnapshot catalog = shelf.catalog();
        return switch (name) {
            case Parameter.ZONE -> isElsewhere(catalog.zone(wanted));
            case Parameter.FAMILY -> isOfOtherSeries(catalog.family(wanted));
            case Parameter.TYPE -> isSameSize(catalog.type(wanted));
            case Parameter.IMAGE -> isOfOtherSystem(catalog.image(wanted));
            default -> false;
        };
    }

    private boolean isElsewhere(@Nullable Zone zone) {
        return zone != null
                && query.text(Parameter.REGION) != null
                && !zone.region().equals(query.text(Parameter.REGION));
    }

    private boolean isOfOtherSeries(@Nullable Family family) {
        return family != null
                && shelf.family().generation() == query.number(Parameter.SERIES, 0)
                && family.generation() != shelf.family().generation();
    }

    private boolean isSameSize(@Nullable InstanceType type) {
        boolean familyAskedFor = shelf.family().id().equals(query.text(Parameter.FAMILY))
                || shelf.family().generation() == query.number(Parameter.SERIES, 0);
        return familyAskedFor
                && type != null
                && !type.family().equals(shelf.type().family())
                && type.vcpu() == shelf.type().vcpu()
                && type.memoryGib() == shelf.type().memoryGib();
    }

    private boolean isOfOtherSystem(@Nullable Image image) {
        return image != null
                && shelf.image().platform().equals(query.text(Parameter.IMAGE_OS))
                && !image.platform().equals(shelf.image().platform());
    }

    private void compareDisks(List<Change> changes) {
        for (int i = 0; i < wantedDisks.size(); i++) {
            Disk wanted = wantedDisks.get(i);
            Disk now = i < disks.size() ? disks.get(i) : null;
            if (now == null || !wanted.type().equals(now.type())) {
                changes.add(new Change(Parameter.diskType(i), wanted.type(), now == null ? "" : now.type()));
            }
            if (now != null && wanted.sizeGb() != now.sizeGb()) {
                changes.add(new Change(
                        Parameter.diskSize(i), Integer.toString(wanted.sizeGb()), Integer.toString(now.sizeGb())));
            }
        }
    }
}
