package shop.cvm.catalog;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks for a newer version of the catalogue. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class CatalogSchedule {

    private final Catalog catalog;

    CatalogSchedule(Catalog catalog) {
        this.catalog = catalog;
    }

    @Scheduled(initialDelayString = "${shop.catalog.tick:5s}", fixedDelayString = "${shop.catalog.tick:5s}")
    void refresh() {
        catalog.refresh();
    }
}
