package shop.cvm.catalog;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Service;

/** What is sold, and where. Everybody reads the same immutable snapshot; a newer version replaces it as a whole. */
@Service
public class Catalog implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(Catalog.class);

    private final CatalogLoader loader;
    private final CatalogReader reader;
    private final CatalogSettings settings;
    private final AtomicReference<CatalogSnapshot> current = new AtomicReference<>();

    Catalog(CatalogLoader loader, CatalogReader reader, CatalogSettings settings) {
        this.loader = loader;
        this.reader = reader;
        this.settings = settings;
    }

    /** The catalogue as it is now. Use one snapshot for one answer: the next call may give a newer one. */
    public CatalogSnapshot snapshot() {
        CatalogSnapshot snapshot = current.get();
        if (snapshot == null) {
            throw new IllegalStateException("The catalogue is not loaded yet");
        }
        return snapshot;
    }

    @Override
    public void afterPropertiesSet() {
        if (settings.load() != CatalogSettings.Load.FIRST_START || reader.version() == 0) {
            loader.load(settings.location(), settings.load());
        }
        current.set(reader.read());
    }

    /** Takes over a version that another node has loaded meanwhile. */
    void refresh() {
        if (reader.version() != snapshot().version()) {
            current.set(reader.read());
            log.info("Catalogue version {} taken over", snapshot().version());
        }
    }
}
