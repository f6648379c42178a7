package shop.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import badshop.ledger.BadCaller;
import badshop.ledger.BadEntities;
import badshop.ledger.BadFractions;
import badshop.ledger.BadInjection;
import badshop.ledger.BadNames;
import badshop.ledger.BadTimes;
import badshop.ledger.BadWebCode;
import badshop.web.BadPages;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the shop to its house rules, and the house rules to a bad shop that breaks each of them. */
class HouseRulesTests {

    private static final JavaClasses SHOP = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("shop.cvm");

    @ParameterizedTest
    @MethodSource("rules")
    void theShopKeepsTheRule(ArchRule rule, List<Class<?>> breakers) {
        rule.allowEmptyShould(true).check(SHOP);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleFindsEveryClassThatBreaksIt(ArchRule rule, List<Class<?>> breakers) {
        assertThat(breakers).isNotEmpty().allSatisfy(breaker -> assertThat(isKept(rule, breaker))
                .as(breaker.getName())
                .isFalse());
    }

    private static boolean isKept(ArchRule rule, Class<?> type) {
        JavaClasses alone = new ClassFileImporter().importClasses(type);
        assertThat(alone).extracting(JavaClass::getName).contains(type.getName());
        return !rule.allowEmptyShould(true).evaluate(alone).hasViolation();
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(HouseRules.DEPENDENCIES_COME_THROUGH_THE_CONSTRUCTOR, BadInjection.class),
                rule(HouseRules.NAMES_SAY_SOMETHING, BadNames.Plain.class),
                rule(HouseRules.EXCEPTIONS_NAME_THE_FACT, BadNames.Thrown.class),
                rule(HouseRules.ENTITIES_HAVE_NO_SETTERS, BadEntities.Settable.class),
                rule(HouseRules.ENTITIES_CHANGE_INSIDE_THEIR_MODULE, BadEntities.Changeable.class),
                rule(HouseRules.ENTITIES_ARE_MADE_INSIDE_THEIR_MODULE, BadEntities.Constructible.class),
                rule(HouseRules.NO_MEMBER_IS_A_BINARY_FRACTION, BadFractions.Members.class),
                rule(HouseRules.NOTHING_IS_COMPUTED_IN_BINARY_FRACTIONS, BadFractions.Computed.class),
                rule(HouseRules.TIME_COMES_FROM_A_CLOCK, BadTimes.class),
                rule(HouseRules.DOMAIN_MODULES_HOLD_NO_WEB_CODE, BadWebCode.class),
                rule(HouseRules.ONLY_THE_WALLET_CALLS_OUT, BadCaller.class),
                rule(HouseRules.TRANSACTIONS_START_BELOW_THE_WEB, BadPages.Transactions.class),
                rule(HouseRules.CONTROLLERS_AND_REPOSITORIES_STAY_HOME, BadPages.Public.class));
    }

    /** The breakers are the classes nested in the last argument, or this class itself if it has none. */
    private static Arguments rule(ArchRule rule, Class<?> bad) {
        List<Class<?>> nested = List.of(bad.getDeclaredClasses());
        return arguments(
                Named.of(rule.getDescription(), rule),
                Named.of(bad.getName(), nested.isEmpty() ? List.of(bad) : nested));
    }
}
