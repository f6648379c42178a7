package shop.cvm.web.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.cvm.billing.BillingSettings;
import shop.cvm.instance.ExpirySettings;
import shop.cvm.web.Show;
import shop.cvm.web.help.ArrearsCourse.Moment;
import shop.cvm.web.help.Length.Unit;

/** What the explanations say follows the settings, whatever they are. */
class CourseTests {

    private final Show show = new Show();

    @Test
    void otherSettingsOfArrearsGiveOtherTimes() {
        ArrearsCourse course = ArrearsCourse.of(new BillingSettings(
                1, 9, Duration.ofMinutes(90), Duration.ofDays(15), Duration.ZERO, Duration.ofHours(1)));

        assertThat(course.warnDays()).isEqualTo(9);
        assertThat(course.runFor()).isEqualTo(new Length(90, Unit.MINUTES));
        assertThat(course.keepFor()).isEqualTo(new Length(15, Unit.DAYS));
        assertThat(course.total()).isEqualTo(new Length(15 * 24 * 60 + 90, Unit.MINUTES));
        assertThat(course.began()).isEqualTo(new Moment(1, "10:00"));
        assertThat(course.stopped()).isEqualTo(new Moment(1, "11:30"));
        assertThat(course.reclaimed()).isEqualTo(new Moment(16, "11:30"));
    }

    @Test
    void aTimeIsToldInTheUnitPeopleWouldUse() {
        assertThat(Length.of(Duration.ofDays(1))).isEqualTo(new Length(24, Unit.HOURS));
        assertThat(Length.of(Duration.ofHours(50))).isEqualTo(new Length(50, Unit.HOURS));
        assertThat(Length.of(Duration.ofDays(3))).isEqualTo(new Length(3, Unit.DAYS));
        assertThat(Length.of(Duration.ofSeconds(61))).isEqualTo(new Length(61, Unit.SECONDS));
        assertThat(Length.of(Duration.ZERO)).isEqualTo(new Length(0, Unit.HOURS));
    }

    @Test
    void otherSettingsOfExpiryGiveOtherDays() {
        ExpiryCourse course = ExpiryCourse.of(new ExpirySettings(List.of(2, 14, 2), 5, 30));

        assertThat(course.reminders().stream().map(show::time))
                .containsExactly("2027-02-14 15:30:00", "2027-02-26 15:30:00");
        assertThat(show.time(course.renewal())).isEqualTo("2027-02-23 15:30:00");
        assertThat(show.time(course.release())).isEqualTo("2027-03-31 00:00:00");
    }
}
