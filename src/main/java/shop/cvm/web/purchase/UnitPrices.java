package shop.cvm.web.purchase;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.BandwidthPrice;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.money.Cny;
import shop.cvm.web.Show;

/** Prices shown beside the controls that decide them: of one machine, per month or hour, before period discounts. */
record UnitPrices(Picture picture, Words words, Show show) {

    String disk(Disk disk) {
        Selection selection = picture.selection();
        UnitPrice price = catalog().diskPrice(selection.region(), disk.type(), selection.chargeType());
        return price == null ? "" : timed(price.price().multiply(BigDecimal.valueOf(disk.sizeGb())));
    }

    String bandwidth() {
        Selection selection = picture.selection();
        if (selection.bandwidth() == 0) {
            return words.of("purchase.bandwidth.none");
        }
        if (selection.internetChargeType() == InternetChargeType.TRAFFIC) {
            return traffic();
        }
        BandwidthPrice price = catalog().bandwidthPrice(selection.region(), selection.chargeType());
        return price == null ? "" : timed(price.priceOf(selection.bandwidth()));
    }

    private String traffic() {
        @Nullable UnitPrice price = catalog().trafficPrice(picture.selection().region());
        return price == null ? "" : words.of("purchase.perGb", "¥" + show.price(price.price()));
    }

    private String timed(BigDecimal price) {
        return picture.selection().isPrepaid()
                ? words.of("purchase.perMonth", show.total(Cny.round(price)))
                : words.of("purchase.perHour", "¥" + show.rate(price));
    }

    private CatalogSnapshot catalog() {
        return picture.shelf().catalog();
    }
}
