package shop.cvm.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.Immutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.jpa.repository.Modifying;
import shop.cvm.account.AccountId;
import shop.cvm.money.Cny;

class EntryTests {

    private static final AccountId ACCOUNT = new AccountId("100012345678");

    @Test
    void nothingButItsConstructorWritesAnEntryAndHibernateNeverUpdatesOne() {
        JavaClass entry = new ClassFileImporter().importClass(Entry.class);

        assertThat(entry.getMethods())
                .flatMap(method -> method.getFieldAccesses())
                .extracting(access -> access.getAccessType())
                .doesNotContain(AccessType.SET);
        assertThat(Entry.class).hasAnnotation(Immutable.class);
        assertThat(Entries.class.getMethods())
                .allSatisfy(method ->
                        assertThat(method.getAnnotation(Modifying.class)).isNull())
                .noneSatisfy(method -> assertThat(method.getName()).startsWith("delete"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindMovesMoneyBetweenTwoSides(EntryKind kind) {
        assertThat(kind.debitAccount(ACCOUNT, "WECHAT_PAY")).isNotEqualTo(kind.creditAccount(ACCOUNT));
        assertThat(Stream.of(kind.debitAccount(ACCOUNT, "WECHAT_PAY"), kind.creditAccount(ACCOUNT)))
                .anyMatch(side -> side.equals("customer:" + ACCOUNT));
    }

    @Test
    void aMovementIsOfMoreThanNothing() {
        for (String amount : List.of("0.00", "-0.01")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Movement(
                            ACCOUNT, Cny.of(amount), "test", Description.of("purchase"), Instant.EPOCH, null));
        }
    }

    @Test
    void aDescriptionComesBackAsItWasStored() {
        for (Description description : List.of(
                Description.of("refund"), Description.of("refund", "1"), Description.of("refund", "1", "", "x y"))) {
            assertThat(Description.stored(description.key(), description.storedArgs()))
                    .isEqualTo(description);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Description.of("refund", "two\nlines"));
    }
}
