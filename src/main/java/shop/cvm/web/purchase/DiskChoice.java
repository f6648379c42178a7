package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;

/** Reads disks: what is missing is filled in, added and removed ones are counted; the catalogue corrects the rest. */
final class DiskChoice {

    private static final String USUAL_TYPE = "CLOUD_PREMIUM";
    private static final int USUAL_SIZE = 50;
    private static final Pattern NAME = Pattern.compile("dataDisks\\[([0-9]{1,4})]\\.(type|size)");

    private final Shelf shelf;
    private final QueryText query;

    DiskChoice(Shelf shelf, QueryText query) {
        this.shelf = shelf;
        this.query = query;
    }

    Disk systemDisk() {
        String type = query.text(Parameter.SYSTEM_DISK_TYPE);
        return new Disk(
                type == null ? usualType(DiskUsage.SYSTEM_DISK) : type,
                query.number(Parameter.SYSTEM_DISK_SIZE, USUAL_SIZE));
    }

    /** The wanted data disks in their order, closed up; size 0 means none ({@code domain.md} 2.2). */
    List<Disk> dataDisks() {
        SortedMap<Integer, Map<String, String>> named = namesByIndex();
        named.remove(query.number(Parameter.REMOVE_DISK, -1));
        List<Disk> disks = new ArrayList<>();
        named.values().forEach(names -> disks.add(dataDisk(names)));
        disks.removeIf(disk -> disk.sizeGb() == 0);
        if (query.isOn(Parameter.ADD_DISK)) {
            disks.add(oneMore(disks));
        }
        return disks;
    }

    /** What the type and size of each disk are called; of 0 and 00 the shorter one counts. */
    private SortedMap<Integer, Map<String, String>> namesByIndex() {
        SortedMap<Integer, Map<String, String>> named = new TreeMap<>();
        for (String name : query.names()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                named.computeIfAbsent(Integer.valueOf(matcher.group(1)), index -> new HashMap<>())
                        .merge(matcher.group(2), name, (one, other) -> one.length() < other.length() ? one : other);
            }
        }
        return named;
    }

    private Disk dataDisk(Map<String, String> names) {
        String type = query.text(names.getOrDefault("type", ""));
        return new Disk(
                type == null ? usualType(DiskUsage.DATA_DISK) : type,
                query.number(names.getOrDefault("size", ""), USUAL_SIZE));
    }

    private Disk oneMore(List<Disk> disks) {
        String type = disks.isEmpty()
                ? usualType(DiskUsage.DATA_DISK)
                : disks.get(disks.size() - 1).type();
        return new Disk(type, USUAL_SIZE);
    }

    private String usualType(DiskUsage usage) {
        List<String> offered = offered(shelf, usage).stream().map(DiskType::id).toList();
        return offered.isEmpty() || offered.contains(USUAL_TYPE) ? USUAL_TYPE : offered.get(0);
    }

    /** Disk types the chosen machine can have in the chosen region. */
    static List<DiskType> offered(Shelf shelf, DiskUsage usage) {
        return shelf.catalog().diskTypes(shelf.zone().region(), shelf.family(), usage, shelf.chargeType());
    }

    /** The offered type with this id, or null. */
    static @Nullable DiskType find(List<DiskType> offered, String id) {
        return offered.stream().filter(type -> type.id().equals(id)).findFirst().orElse(null);
    }
}
