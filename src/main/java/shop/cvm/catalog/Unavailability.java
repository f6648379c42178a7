package shop.cvm.catalog;

import org.springframework.context.MessageSourceResolvable;

/**
 * Why something of the catalogue is shown but not sold: one value that pages and API share. As an argument of a message
 * it turns into words by itself.
 */
public enum Unavailability implements MessageSourceResolvable {
    /** The region or zone is open to approved customers only. */
    RESTRICTED,
    /** The region or zone is not on sale. */
    CLOSED,
    /** Nothing is left: the zone takes no new machines, or the type has no stock in it. */
    SOLD_OUT,
    /** Sold on application only. */
    BY_APPLICATION,
    /** No longer sold. */
    WITHDRAWN,
    /** No price is known for it in this region and charge type. */
    NO_PRICE,
    /** The zone does not sell it. */
    NOT_IN_ZONE;

    @Override
    public String[] getCodes() {
        return new String[] {"catalog.unavailability." + name()};
    }
}
