package shop.cvm;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;

/** What the compiler cannot enforce and no reader should have to; each rule says why it is one. */
class HouseRules {

    private static final Set<String> INJECTING = Set.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.annotation.Resource",
            "jakarta.inject.Inject",
            "jakarta.persistence.PersistenceContext");

    private static final Set<String> PERSISTING = Set.of(
            "jakarta.persistence.Entity", "jakarta.persistence.MappedSuperclass", "jakarta.persistence.Embeddable");

    private static final Set<String> FRACTIONS = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    static final ArchRule DEPENDENCIES_COME_THROUGH_THE_CONSTRUCTOR = noMembers()
            .that(describe("are fields or methods", member -> member instanceof JavaField || isMethod(member)))
            .should(be(describe("injected", member -> INJECTING.stream().anyMatch(member::isAnnotatedWith))))
            .because("what can be made by hand can be tested by hand");

    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveNameMatching(".*(Helper|Utils?|Impl|Dto|DTO|Service)")
            .because("these endings fit every class and so describe none");

    static final ArchRule EXCEPTIONS_NAME_THE_FACT = noClasses()
            .that()
            .areAssignableTo(Throwable.class)
            .should()
            .haveSimpleNameEndingWith("Exception")
            .orShould()
            .haveSimpleNameEndingWith("Error")
            .because("SoldOut says more than SoldOutException");

    static final ArchRule ENTITIES_HAVE_NO_SETTERS = noMethods()
            .that()
            .areDeclaredInClassesThat(persistent())
            .should()
            .haveNameMatching("set[A-Z].*")
            .because("every change has a name of its own and checks the state");

    static final ArchRule ENTITIES_CHANGE_INSIDE_THEIR_MODULE = noMethods()
            .that()
            .areDeclaredInClassesThat(persistent())
            .and()
            .arePublic()
            .should(be(describe("writing fields", HouseRules::writesFields)))
            .because("other modules read entities; only the module's service changes them");

    static final ArchRule ENTITIES_ARE_MADE_INSIDE_THEIR_MODULE = noConstructors()
            .that()
            .areDeclaredInClassesThat(persistent())
            .should()
            .bePublic()
            .because("only the module's service makes them");

    static final ArchRule NO_MEMBER_IS_A_BINARY_FRACTION = noMembers()
            .should(be(describe("made of double or float", HouseRules::involvesFraction)))
            .because("a binary fraction cannot hold 0.01; amounts, rates and factors are decimal");

    static final ArchRule NOTHING_IS_COMPUTED_IN_BINARY_FRACTIONS = noClasses()
            .should()
            .accessTargetWhere(describe("takes or gives double or float", HouseRules::passesFraction))
            .because("a binary fraction cannot hold 0.01; amounts, rates and factors are decimal");

    static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .should()
            .accessTargetWhere(describe("reads the machine's time", HouseRules::readsMachineTime))
            .because("business time is ShopClock.now(); for everything else a java.time.Clock is injected");

    static final ArchRule DOMAIN_MODULES_HOLD_NO_WEB_CODE = noClasses()
            .that()
            .resideOutsideOfPackages("..web..", "..api..")
            .should()
            .dependOnClassesThat(web().and(DescribedPredicate.not(httpClient())))
            .because("pages and API only translate, and everything below them works without either");

    static final ArchRule ONLY_THE_WALLET_CALLS_OUT = noClasses()
            .that()
            .resideOutsideOfPackages("..web..", "..wallet..")
            .should()
            .dependOnClassesThat(httpClient())
            .because("calls over HTTP belong in adapters");

    static final ArchRule TRANSACTIONS_START_BELOW_THE_WEB = noClasses()
            .that()
            .resideInAnyPackage("..web..", "..api..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.springframework.transaction..", "jakarta.transaction..", "jakarta.persistence.."))
            .orShould()
            .beAnnotatedWith(Transactional.class)
            .because("what must be true together is known to the module, not to the page");

    static final ArchRule CONTROLLERS_AND_REPOSITORIES_STAY_HOME = noClasses()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .or()
            .areAssignableTo(Repository.class)
            .should()
            .bePublic()
            .because("nobody outside their package calls them");

    private HouseRules() {}

    private static boolean isMethod(JavaMember member) {
        return member instanceof JavaMethod;
    }

    /** Records are values: their constructor is as public as they are. */
    private static DescribedPredicate<JavaClass> persistent() {
        return describe(
                "are persistent",
                type -> !type.isRecord() && PERSISTING.stream().anyMatch(type::isAnnotatedWith));
    }

    private static boolean writesFields(JavaMethod method) {
        return !method.getModifiers().contains(JavaModifier.STATIC)
                && method.getFieldAccesses().stream()
                        .anyMatch(access -> access.getAccessType() == AccessType.SET
                                && access.getTargetOwner().equals(method.getOwner()));
    }

    private static boolean involvesFraction(JavaMember member) {
        Stream<JavaType> types = member instanceof JavaCodeUnit unit
                ? Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
                : Stream.of(((JavaField) member).getType());
        return types.flatMap(type -> type.getAllInvolvedRawTypes().stream()).anyMatch(HouseRules::isFraction);
    }

    private static boolean passesFraction(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && Stream.concat(target.getRawParameterTypes().stream(), Stream.of(target.getRawReturnType()))
                        .anyMatch(HouseRules::isFraction);
    }

    private static boolean isFraction(JavaClass type) {
        return FRACTIONS.contains(type.getBaseComponentType().getName());
    }

    private static boolean readsMachineTime(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        return switch (target.getOwner().getName() + "." + target.getName()) {
            case "java.lang.System.currentTimeMillis", "java.util.Calendar.getInstance" -> true;
            case "java.util.Date.<init>" -> target.getRawParameterTypes().isEmpty();
            case "java.time.Clock.systemUTC", "java.time.Clock.systemDefaultZone", "java.time.Clock.system" ->
                !access.getOrigin().isAnnotatedWith(Bean.class);
            default -> isNowWithoutClock(target);
        };
    }

    private static boolean isNowWithoutClock(CodeUnitAccessTarget target) {
        return target.getName().equals("now")
                && target.getOwner().getPackageName().startsWith("java.time")
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static DescribedPredicate<JavaClass> web() {
        return resideInAnyPackage(
                "org.springframework.web..",
                "org.springframework.http..",
                "org.springframework.ui..",
                "org.springframework.security.web..",
                "org.springframework.security.config..",
                "org.thymeleaf..",
                "jakarta.servlet..");
    }

    private static DescribedPredicate<JavaClass> httpClient() {
        return resideInAPackage("org.springframework.web.client..").or(resideInAPackage("org.springframework.http.."));
    }
}
