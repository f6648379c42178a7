package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part of a list is wanted. */
record Paging(int offset, int limit) {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    /** @throws ApiRefusal if one of them is out of range */
    static Paging of(@Nullable Long offset, @Nullable Long limit) {
        return of(offset, limit, USUAL, MOST, Fault.OUT_OF_RANGE);
    }

    static Paging of(@Nullable Long offset, @Nullable Long limit, int usual, int most, Fault fault) {
        long from = offset == null ? 0 : offset;
        long size = limit == null ? usual : limit;
        if (from < 0) {
            throw fault.refusal("Offset", from, "≥ 0");
        }
        if (size < 1 || size > most) {
            throw fault.refusal("Limit", size, "1–" + most);
        }
        return new Paging((int) Math.min(from, Integer.MAX_VALUE), (int) size);
    }

    <T> List<T> of(List<T> all) {
        return all.stream().skip(offset).limit(limit).toList();
    }
}
