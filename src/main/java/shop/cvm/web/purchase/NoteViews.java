package shop.cvm.web.purchase;

import java.util.List;

/** What could not be kept, in words. */
record NoteViews(Picture picture, Words words) {

    /** @param now what is chosen instead; empty if nothing is */
    record Note(String field, String wanted, String now) {}

    List<Note> notes() {
        ValueNames names = new ValueNames(picture.shelf().catalog(), words);
        return picture.changes().stream()
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
