package shop.cvm.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.ShopTest;

@ShopTest
class PublicationsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private Publications publications;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private TestNews listener;

    @Test
    void newsIsHeardAfterTheCommitAndThenForgotten() throws InterruptedException {
        String news = UUID.randomUUID().toString();

        transaction.executeWithoutResult(status -> events.publishEvent(new TestNews.Happened(news, 0)));

        assertThat(publications.await(PATIENCE)).isTrue();
        assertThat(listener.heard(news)).isEqualTo(1);
    }

    @Test
    void newsOfWhatWasRolledBackIsNotHeard() throws InterruptedException {
        String news = UUID.randomUUID().toString();

        transaction.executeWithoutResult(status -> {
            events.publishEvent(new TestNews.Happened(news, 0));
            status.setRollbackOnly();
        });

        assertThat(publications.await(PATIENCE)).isTrue();
        assertThat(listener.heard(news)).isZero();
    }

    @Test
    void aListenerThatFailedIsTriedAgain() throws InterruptedException {
        String news = UUID.randomUUID().toString();

        transaction.executeWithoutResult(status -> events.publishEvent(new TestNews.Happened(news, 1)));

        assertThat(publications.await(Duration.ofMillis(500))).isFalse();
        assertThat(publications.failed()).isEqualTo(1);
        publications.retryFailed();
        assertThat(publications.await(PATIENCE)).isTrue();
        assertThat(listener.heard(news)).isEqualTo(2);
    }
}
