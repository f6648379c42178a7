package shop.cvm.web.purchase;

import java.util.List;
import java.util.Set;

/**
 * Everything the page shows, before it is put into words.
 *
 * @param shelf what the catalogue has
 * @param selection what is chosen
 * @param listing how hardware is listed
 * @param changes what could not be kept, to be said
 * @param corrected kinds of all parameters that came out other than they were sent, said or not
 */
record Picture(Shelf shelf, Selection selection, Listing listing, List<Change> changes, Set<String> corrected) {

    Picture {
        changes = List.copyOf(changes);
        corrected = Set.copyOf(corrected);
    }
}
