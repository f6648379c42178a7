package shop.cvm.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started the shop where to go. */
@Component
class OpeningNotice {

    private static final Logger log = LoggerFactory.getLogger(OpeningNotice.class);

    private final Environment environment;

    OpeningNotice(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        log.info("CVM Shop is open at http://localhost:{}", environment.getProperty("local.server.port"));
    }
}
