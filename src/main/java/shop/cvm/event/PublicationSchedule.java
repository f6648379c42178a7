package shop.cvm.event;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tries failed listeners again and again. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class PublicationSchedule {

    private final Publications publications;

    PublicationSchedule(Publications publications) {
        this.publications = publications;
    }

    @Scheduled(fixedDelayString = "${shop.event.retry:5s}")
    void retryFailed() {
        publications.retryFailed();
    }
}
