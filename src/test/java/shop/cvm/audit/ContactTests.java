package shop.cvm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ContactTests {

    private final PassingTime time = new PassingTime();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Contact contact = new Contacts(
                    new ContactSettings(Duration.ofMinutes(2), Duration.ofMinutes(15)), time, meters)
            .with("somebody");

    @Test
    void whomNobodyHasAskedNobodyKnows() {
        assertThat(contact.health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(contact.health().getDetails()).isEmpty();
    }

    @Test
    void whoAnswersIsThereUntilThatIsLongAgo() {
        contact.answered();
        time.passes(Duration.ofMinutes(15));
        assertThat(contact.health().getStatus()).isEqualTo(Status.UP);

        time.passes(Duration.ofSeconds(1));
        assertThat(contact.health().getStatus()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void whoIsAskedInVainForLongEnoughIsAwayUntilTheNextAnswer() {
        contact.answered();
        contact.silent("no answer in time");
        time.passes(Duration.ofMinutes(10));
        assertThat(contact.health().getStatus())
                .as("one question without an answer")
                .isEqualTo(Status.UP);

        contact.answered();
        contact.silent("no answer in time");
        time.passes(Duration.ofSeconds(119));
        contact.silent("no answer in time");
        assertThat(contact.health().getStatus()).isEqualTo(Status.UP);
        assertThat(silence()).isEqualTo(119);
        time.passes(Duration.ofSeconds(1));
        contact.silent("refused");
        assertThat(contact.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(contact.health().getDetails())
                .containsEntry("reason", "refused")
                .containsEntry("askedAt", time.instant())
                .containsEntry("silentSince", time.instant().minusSeconds(120));
        assertThat(silence()).isEqualTo(120);

        contact.answered();
        assertThat(contact.health().getStatus()).isEqualTo(Status.UP);
        assertThat(contact.health().getDetails()).containsOnlyKeys("answeredAt");
        assertThat(silence()).isZero();
    }

    @Test
    void whatWasSeenLongAgoSaysNothing() {
        contact.silent("away");
        time.passes(Duration.ofMinutes(3));
        contact.silent("away");
        assertThat(contact.health().getStatus()).isEqualTo(Status.DOWN);

        time.passes(Duration.ofMinutes(16));
        assertThat(contact.health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(silence()).isZero();
        contact.silent("away");
        assertThat(contact.silence()).as("counts anew").isZero();
    }

    /** In seconds. */
    private double silence() {
        return meters.get("shop.contact.silence")
                .tag("contact", "somebody")
                .timeGauge()
                .value();
    }
}
