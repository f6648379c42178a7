package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.NetworkType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.SpecFault;
import shop.cvm.instance.HostNames;

/** Replaces what the catalogue does not sell by the nearest choice that it names. */
final class Correction {

    /** A corrected field may reveal one more fault: another disk type has other sizes. */
    private static final int ROUNDS = 4;

    private Correction() {}

    /**
     * The selection, sold.
     *
     * @throws IllegalStateException if the catalogue names no choice that works, which would be a fault of its own
     */
    static Selection sold(CatalogSnapshot catalog, Selection wanted) {
        Selection selection = wanted;
        for (int round = 0; round < ROUNDS; round++) {
            List<SpecFault> faults = catalog.check(selection.spec(), selection.count());
            if (faults.isEmpty()) {
                return selection;
            }
            for (SpecFault fault : faults) {
                selection = corrected(selection, fault.field(), fault.nearest());
            }
        }
        throw new IllegalStateException(
                "Not sold: " + catalog.check(selection.spec(), selection.count()) + " of " + wanted.query());
    }

    /** The same with the nearest host names that so many machines with this operating system can have. */
    static Selection named(Selection sold, OsType osType) {
        Draft draft = new Draft(sold);
        draft.hostName = new HostNames(sold.hostName(), sold.count()).nearest(osType);
        return draft.selection();
    }

    private static Selection corrected(Selection selection, String field, @Nullable String nearest) {
        Draft draft = new Draft(selection);
        if (field.startsWith(Parameter.DATA_DISKS)) {
            draft.dataDisks = dataDisks(selection.dataDisks(), field, nearest);
        } else if (nearest != null) {
            correct(draft, field, nearest);
        }
        return draft.selection();
    }

    private static void correct(Draft draft, String field, String nearest) {
        switch (field) {
            case Parameter.SYSTEM_DISK_TYPE -> draft.systemDisk = new Disk(nearest, draft.systemDisk.sizeGb());
            case Parameter.SYSTEM_DISK_SIZE -> draft.systemDisk = new Disk(draft.systemDisk.type(), number(nearest));
            case Parameter.NETWORK -> draft.network = NetworkType.valueOf(nearest);
            case Parameter.BANDWIDTH -> draft.bandwidth = number(nearest);
            case Parameter.COUNT -> draft.count = number(nearest);
            case Parameter.PERIOD -> draft.period = number(nearest);
            default -> throw new IllegalStateException("Chosen from the catalogue and yet not sold: " + field);
        }
    }

    private static List<Disk> dataDisks(List<Disk> disks, String field, @Nullable String nearest) {
        if (nearest == null) {
            return List.of();
        }
        List<Disk> corrected = new ArrayList<>(disks);
        for (int i = 0; i < disks.size(); i++) {
            Disk disk = disks.get(i);
            if (field.equals(Parameter.diskType(i))) {
                corrected.set(i, new Disk(nearest, disk.sizeGb()));
            } else if (field.equals(Parameter.diskSize(i))) {
                corrected.set(i, new Disk(disk.type(), number(nearest)));
            }
        }
        return field.equals(Parameter.DATA_DISKS) ? corrected.subList(0, number(nearest)) : corrected;
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
