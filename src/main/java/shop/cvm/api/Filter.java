package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition of a request: any of the values is enough. */
record Filter(@Nullable String name, List<String> values) {}
