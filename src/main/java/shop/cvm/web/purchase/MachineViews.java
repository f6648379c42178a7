package shop.cvm.web.purchase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Image;
import shop.cvm.web.Show;

/** Sections 4 and 5: operating system and version, system disk and data disks. */
record MachineViews(Picture picture, Words words, Show show, UnitPrices prices) {

    /**
     * @param index of the data disk, from 0; 0 for the system disk
     * @param price what it costs, in words
     * @param range sizes it may have, in words
     */
    record DiskRow(int index, List<Option> types, int size, int min, int max, int step, String price, String range) {}

    /** @param more how many disks can be added */
    record DataDisks(List<DiskRow> rows, int more) {}

    /** Operating systems of the images there are for the chosen model. */
    List<Option> systems() {
        Map<String, Image> platforms = new LinkedHashMap<>();
        Shelf shelf = picture.shelf();
        for (Image image : ImageChoice.usualFirst(shelf.catalog().images(shelf.family()))) {
            platforms.putIfAbsent(image.platform(), image);
        }
        List<Image> offered = ImageChoice.offered(shelf.catalog(), shelf.zone(), shelf.type(), shelf.chargeType());
        return platforms.values().stream()
                .map(image -> system(image, offered.contains(image)))
                .toList();
    }

    private Option system(Image image, boolean offered) {
        String platform = image.platform();
        return offered
                ? Option.open(
                        platform,
                        platform,
                        "",
                        platform.equals(picture.shelf().image().platform()))
                : Option.closed(
                        platform,
                        platform,
                        "",
                        words.of("purchase.image.unsold", picture.selection().type()),
                        "circle-off");
    }

    /** Images of the chosen operating system. */
    List<Option> versions() {
        Image chosen = picture.shelf().image();
        return picture.shelf().catalog().images(picture.shelf().family()).stream()
                .filter(image -> image.platform().equals(chosen.platform()))
                .map(image -> Option.open(image.id(), words.in(image.name()), image.id(), image.equals(chosen)))
                .toList();
    }

    DiskRow systemDisk() {
        return disk(0, picture.selection().systemDisk(), DiskUsage.SYSTEM_DISK);
    }

    DataDisks dataDisks() {
        List<Disk> disks = picture.selection().dataDisks();
        List<DiskRow> rows = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            rows.add(disk(i, disks.get(i), DiskUsage.DATA_DISK));
        }
        boolean sold = !DiskChoice.offered(picture.shelf(), DiskUsage.DATA_DISK).isEmpty();
        return new DataDisks(rows, sold ? CatalogSnapshot.MAX_DATA_DISKS - disks.size() : 0);
    }

    private DiskRow disk(int index, Disk disk, DiskUsage usage) {
        List<DiskType> offered = DiskChoice.offered(picture.shelf(), usage);
        List<Option> types = offered.stream()
                .map(type -> Option.open(
                        type.id(), words.in(type.name()), "", type.id().equals(disk.type())))
                .toList();
        DiskType.Limits limits = offered.stream()
                .filter(type -> type.id().equals(disk.type()))
                .findFirst()
                .orElseThrow()
                .limits(usage);
        String range = words.of(
                limits.step() == 1 ? "purchase.disk.range" : "purchase.disk.range.step",
                show.number(limits.min()),
                show.number(limits.max()),
                show.number(limits.step()));
        return new DiskRow(
                index, types, disk.sizeGb(), limits.min(), limits.max(), limits.step(), prices.disk(disk), range);
    }
}
