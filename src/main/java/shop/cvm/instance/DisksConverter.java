package shop.cvm.instance;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.Immutable;
import shop.cvm.catalog.Disk;

/** Keeps disks in one column: {@code CLOUD_PREMIUM:50,CLOUD_SSD:100}. Nobody searches for them there. */
@Immutable
@Converter
class DisksConverter implements AttributeConverter<List<Disk>, String> {

    @Override
    public String convertToDatabaseColumn(List<Disk> disks) {
        return column(disks);
    }

    static String column(List<Disk> disks) {
        return disks.stream().map(disk -> disk.type() + ":" + disk.sizeGb()).collect(Collectors.joining(","));
    }

    @Override
    public List<Disk> convertToEntityAttribute(String column) {
        return Stream.of(column.split(","))
                .filter(disk -> !disk.isEmpty())
                .map(disk -> disk.split(":"))
                .map(parts -> new Disk(parts[0], Integer.parseInt(parts[1])))
                .toList();
    }
}
