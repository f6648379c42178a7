package shop.cvm.web.purchase;

import java.util.List;
import shop.cvm.catalog.CatalogSnapshot;

/** What could not be kept, in words. */
record NoteViews(CatalogSnapshot catalog, List<Change> changes, Words words) {

    List<Note> notes() {
        ValueNames names = new ValueNames(catalog, words);
        return changes.stream()
                .map(change -> new Note(
                        field(change.field()),
                        names.name(change.field(), change.wanted()),
                        change.now().isEmpty() ? "" : names.name(change.field(), change.now())))
                .toList();
    }

    private String field(String parameter) {
        String kind = Parameter.kind(parameter);
        if (kind.equals(parameter)) {
            return words.of("purchase.field." + parameter);
        }
        String index = parameter.substring(parameter.indexOf('[') + 1, parameter.indexOf(']'));
        String key = kind.equals(Parameter.DATA_DISK_TYPES) ? "purchase.field.diskType" : "purchase.field.diskSize";
        return words.of(key, Integer.parseInt(index) + 1);
    }
}
