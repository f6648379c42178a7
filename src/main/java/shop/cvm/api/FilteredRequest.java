package shop.cvm.api;

import java.util.List;

/** What is asked with conditions only. */
record FilteredRequest(List<Filter> filters) {}
