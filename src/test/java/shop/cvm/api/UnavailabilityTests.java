package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import shop.cvm.catalog.Assortment;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.SpecFault;
import shop.cvm.catalog.Specs;
import shop.cvm.catalog.Stock;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;

/** Whatever the purchase page says of a zone or type that cannot be bought, the API says of it too. */
class UnavailabilityTests {

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();
    private final Stock stock = mock(Stock.class);
    private final ErrorTable table = new ErrorTable(stock);

    /** Of the types of a family that have the same reason, one stands for all: each refusal lists all that is sold. */
    @Test
    void everyTypeOfEveryZoneIsRefusedForTheReasonThatThePageShows() {
        everythingIsInStock();
        Set<Unavailability> seen = EnumSet.noneOf(Unavailability.class);
        for (Zone zone : zones(true)) {
            for (ChargeType chargeType : ChargeType.values()) {
                Assortment page = CatalogFixture.assortments(stock).of(catalog, zone, chargeType);
                for (Family family : catalog.families()) {
                    Set<Unavailability> ofFamily = EnumSet.noneOf(Unavailability.class);
                    for (InstanceType type : family.types()) {
                        Unavailability reason = page.reason(type.id());
                        if (reason == null || ofFamily.add(reason)) {
                            assertThat(ofType(zone, type, chargeType))
                                    .as(zone.id() + " " + type.id() + " " + chargeType)
                                    .isEqualTo(reason);
                        }
                    }
                    seen.addAll(ofFamily);
                }
            }
        }
        assertThat(seen)
                .containsExactly(Unavailability.BY_APPLICATION, Unavailability.WITHDRAWN, Unavailability.NO_PRICE);
    }

    /** The contract has a code for what a zone does not offer, whyever, and another for what is out of stock. */
    @Test
    void everyReasonHasItsCodeAndIsTold() {
        for (Unavailability reason : Unavailability.values()) {
            ApiRefusal type = table.of(new InvalidSpec(List.of(
                    new SpecFault("type", SpecFault.Reason.TYPE_NOT_SOLD, reason, "S5.MEDIUM4", "S5.LARGE8", null))));
            ApiRefusal zone = table.of(new InvalidSpec(
                    List.of(new SpecFault("zone", SpecFault.Reason.ZONE_NOT_SOLD, reason, "moon-1", "moon-2", null))));

            assertThat(type.fault().code())
                    .isEqualTo(
                            reason == Unavailability.SOLD_OUT
                                    ? "ResourcesSoldOut.SpecifiedInstanceType"
                                    : "ResourceUnavailable.InstanceType");
            assertThat(type.arguments()).containsExactly("type", "S5.MEDIUM4", reason);
            assertThat(zone.fault().code()).isEqualTo("ResourceInsufficient.AvailabilityZoneSoldOut");
            assertThat(zone.arguments()).containsExactly("zone", "moon-1", reason);
        }
    }

    @Test
    void everyZoneThatIsNotOpenIsRefusedForTheReasonThatThePageShows() {
        Set<Unavailability> seen = EnumSet.noneOf(Unavailability.class);
        for (Zone zone : zones(false)) {
            for (ChargeType chargeType : ChargeType.values()) {
                ApiRefusal refusal = refusal(spec(zone, "S5.MEDIUM4", chargeType));
                Unavailability ofRegion = catalog.regionOf(zone).unavailability();
                Unavailability shown = ofRegion == null ? zone.unavailability() : ofRegion;
                assertThat(refusal.fault()).as(zone.id()).isEqualTo(Fault.ZONE_SOLD_OUT);
                assertThat(refusal.arguments()).as(zone.id()).containsExactly("zone", zone.id(), shown);
                seen.add(Objects.requireNonNull(shown));
            }
        }
        assertThat(seen).containsExactly(Unavailability.RESTRICTED, Unavailability.CLOSED, Unavailability.SOLD_OUT);
    }

    @Test
    void theApiSaysItInTheWordsOfThePage() {
        ReloadableResourceBundleMessageSource words = new ReloadableResourceBundleMessageSource();
        words.setBasenames("classpath:messages/api", "classpath:messages/catalog");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        Envelope envelope = new Envelope(words);
        ApiRefusal refusal = refusal(Specs.withType(Specs.prepaid(), "ap-guangzhou-3", "C5.LARGE8"));
        ApiRefusal zone = refusal(Specs.withType(Specs.prepaid(), "ap-guangzhou-1", "S5.MEDIUM4"));

        assertThat(new String(envelope.error("1", refusal, Locale.ENGLISH).json(), StandardCharsets.UTF_8))
                .contains("The instance type C5.LARGE8 is not sold like that in this zone: By application only.");
        assertThat(new String(
                        envelope.error("1", refusal, Locale.SIMPLIFIED_CHINESE).json(), StandardCharsets.UTF_8))
                .contains("C5.LARGE8：需申请开通");
        assertThat(new String(envelope.error("1", zone, Locale.ENGLISH).json(), StandardCharsets.UTF_8))
                .contains("ap-guangzhou-1", "Sold out");
    }

    /** What the API says of the type in this zone: with Linux, unless only Windows can be had. */
    private @Nullable Unavailability ofType(Zone zone, InstanceType type, ChargeType chargeType) {
        boolean sold = Arrays.stream(OsType.values()).anyMatch(os -> catalog.isSold(zone, type, os, chargeType));
        if (sold) {
            return null;
        }
        ApiRefusal refusal = refusal(spec(zone, type.id(), chargeType));
        assertThat(refusal.fault()).isEqualTo(Fault.TYPE_NOT_IN_ZONE);
        assertThat(refusal.arguments()).startsWith("type", type.id());
        return (Unavailability) refusal.arguments().get(2);
    }

    private ApiRefusal refusal(InstanceSpec spec) {
        return table.of(new InvalidSpec(catalog.check(spec, 1)));
    }

    private static InstanceSpec spec(Zone zone, String type, ChargeType chargeType) {
        InstanceSpec machine = Specs.withType(Specs.prepaid(), zone.id(), type);
        return Specs.with(machine, chargeType, chargeType == ChargeType.PREPAID ? 1 : 0);
    }

    private List<Zone> zones(boolean open) {
        return catalog.regions().stream()
                .flatMap(region -> region.zones().stream())
                .filter(zone -> (catalog.unavailability(zone) == null) == open)
                .toList();
    }

    private void everythingIsInStock() {
        Map<String, Integer> free = new HashMap<>();
        catalog.families().forEach(family -> family.types().forEach(type -> free.put(type.id(), 20)));
        when(stock.free(anyString())).thenReturn(free);
    }
}
