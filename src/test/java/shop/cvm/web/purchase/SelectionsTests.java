package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;

class SelectionsTests {

    private final PurchaseFixture shop = new PurchaseFixture();

    @Test
    void whoAsksForNothingGetsASmallPrepaidUbuntuWithAPublicAddress() {
        assertThat(shop.read(null))
                .isEqualTo(new Selection(
                        ChargeType.PREPAID,
                        "ap-guangzhou",
                        "ap-guangzhou-3",
                        "S5.MEDIUM4",
                        "img-487zeit5",
                        new Disk("CLOUD_PREMIUM", 50),
                        List.of(),
                        NetworkType.VPC,
                        InternetChargeType.BANDWIDTH,
                        1,
                        "",
                        "",
                        LoginKind.RANDOM,
                        SecurityGroupTemplate.SSH_22,
                        1,
                        1,
                        false,
                        null));
    }

    @Test
    void everyChoiceOfTheAddressIsKept() {
        String query = "chargeType=PREPAID&region=ap-shanghai&zone=ap-shanghai-5&type=S5.LARGE8&image=img-487zeit5"
                + "&systemDiskType=CLOUD_SSD&systemDiskSize=100&dataDisks%5B0%5D.type=CLOUD_BSSD"
                + "&dataDisks%5B0%5D.size=200&network=VPC&internetChargeType=TRAFFIC&bandwidth=20&name=web-%7BR%3A1%7D"
                + "&hostName=web-%7BIP%7D.example"
                + "&login=PASSWORD&securityGroup=OPEN_ALL&count=2&period=12&autoRenew=1&expiryDay=20";

        Reading reading = shop.selections().read(query);

        assertThat(reading.changes()).isEmpty();
        assertThat(reading.selection().query()).isEqualTo(query);
    }

    @Test
    void aLongNameIsNotCutThroughACharacterOfTwoUnits() {
        String name =
                shop.read("name=" + "n".repeat(Naming.MAX_NAME - 1) + "🙂🙂").name();

        assertThat(name).isEqualTo("n".repeat(Naming.MAX_NAME - 1));
    }

    @Test
    void theNumberOfADataDiskMayHaveLeadingZeros() {
        assertThat(shop.read("dataDisks[00].type=CLOUD_SSD&dataDisks[00].size=200&dataDisks[01].size=70")
                        .dataDisks())
                .containsExactly(new Disk("CLOUD_SSD", 200), new Disk("CLOUD_PREMIUM", 70));
        assertThat(shop.read("dataDisks[00].size=200&dataDisks[0].size=100").dataDisks())
                .containsExactly(new Disk("CLOUD_PREMIUM", 100));
    }

    @Test
    void anotherRegionKeepsEverythingThatIsSoldThereAndSaysNothing() {
        Reading reading = shop.selections()
                .read("region=ap-shanghai&zone=ap-guangzhou-3&series=5&family=S5&type=S5.LARGE8&period=12&count=3");

        assertThat(reading.changes()).isEmpty();
        assertThat(reading.selection().zone()).isEqualTo("ap-shanghai-2");
        assertThat(reading.selection().type()).isEqualTo("S5.LARGE8");
        assertThat(reading.selection().period()).isEqualTo(12);
        assertThat(reading.selection().count()).isEqualTo(3);
    }

    @Test
    void whatTheOtherRegionDoesNotSellIsReplacedByTheNearestAndSaid() {
        Reading reading = shop.selections().read("region=sa-saopaulo&family=SA3&type=SA3.LARGE16");

        assertThat(reading.selection().region()).isEqualTo("sa-saopaulo");
        assertThat(changed(reading)).contains("family", "type");
        assertThat(PurchaseFixture.catalog().type(reading.selection().type()))
                .satisfies(type -> assertThat(type.vcpu()).isEqualTo(4));
    }

    @Test
    void anotherBillingMethodKeepsEverythingEvenThePeriodForTheWayBack() {
        String choices = "&type=S5.LARGE8&bandwidth=20&period=12&autoRenew=1&dataDisks%5B0%5D.size=100";
        Reading postpaid = shop.selections().read("chargeType=POSTPAID_BY_HOUR" + choices);
        String back = postpaid.selection().query().replace("POSTPAID_BY_HOUR", "PREPAID");

        assertThat(postpaid.changes()).isEmpty();
        assertThat(postpaid.selection().spec().months()).isZero();
        assertThat(postpaid.selection().renewsItself()).isFalse();
        assertThat(shop.read(back)).isEqualTo(shop.read("chargeType=PREPAID" + choices));
    }

    @Test
    void whatIsSoldByTheHourOnlyIsReplacedForWhoPaysByTheMonth() {
        Reading reading = shop.selections().read("chargeType=PREPAID&type=BC1.LARGE8&family=BC1");

        assertThat(changed(reading)).contains("family");
        assertThat(reading.selection().isPrepaid()).isTrue();
    }

    @Test
    void anotherSeriesGivesItsModelOfTheSameCategoryInTheSameSizeWithoutAWord() {
        Reading reading = shop.selections().read("series=3&family=S5&type=S5.LARGE8");

        assertThat(reading.changes()).isEmpty();
        assertThat(reading.selection().type()).isEqualTo("S3.LARGE8");
    }

    @Test
    void anotherModelKeepsTheSizeOrSaysThatItHasNone() {
        assertThat(shop.selections().read("family=SA3&type=S5.LARGE8").changes())
                .isEmpty();

        Reading smaller = shop.selections().read("series=5&family=M5&type=S5.LARGE8");

        assertThat(changed(smaller)).containsExactly("type");
    }

    @Test
    void anotherOperatingSystemGivesItsFirstImage() {
        Selection selection = shop.read("imageOs=Windows&image=img-487zeit5");

        assertThat(PurchaseFixture.catalog().image(selection.image()).platform())
                .isEqualTo("Windows");
        assertThat(selection.securityGroup()).isEqualTo(SecurityGroupTemplate.RDP_3389);
    }

    @Test
    void theImageOfTheVendorsSamplesStandsForAListedOne() {
        Reading reading = shop.selections().read("image=img-pmqg1cw7");

        assertThat(reading.changes()).isEmpty();
        assertThat(PurchaseFixture.catalog().image(reading.selection().image()).listed())
                .isTrue();
    }

    @Test
    void whatIsSoldOutIsReplacedByTheNearestInStock() {
        shop.leave(0, "S5.MEDIUM4");

        Reading reading = shop.selections().read("type=S5.MEDIUM4");

        assertThat(reading.changes()).containsExactly(new Change("type", "S5.MEDIUM4", "S5.MEDIUM2"));
    }

    @Test
    void moreThanIsLeftIsKeptForTheCustomerToDecide() {
        shop.leave(3, "S5.MEDIUM4");

        assertThat(shop.read("type=S5.MEDIUM4&count=5").count()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "count=500, count, 500, 100",
        "count=-1, count, -1, 1",
        "count=many, count, many, 1",
        "systemDiskSize=20, systemDiskSize, 20, 50",
        "systemDiskSize=99999999999999, systemDiskSize, 99999999999999, 500",
        "systemDiskType=CLOUD_BASIC, systemDiskType, CLOUD_BASIC, CLOUD_PREMIUM",
        "bandwidth=5000, bandwidth, 5000, 1000",
        "period=13, period, 13, 12",
        "chargeType=SPOTPAID, chargeType, SPOTPAID, PREPAID",
        "zone=ap-guangzhou-1, zone, ap-guangzhou-1, ap-guangzhou-3",
        "zone=nowhere, zone, nowhere, ap-guangzhou-3",
        "region=ap-shenzhen-fsi, region, ap-shenzhen-fsi, ap-guangzhou",
        "image=img-unknown, image, img-unknown, img-487zeit5",
        "type=S5.NONE, type, S5.NONE, S5.MEDIUM4",
        "network=BASIC, network, BASIC, VPC",
        "login=FINGERPRINT, login, FINGERPRINT, RANDOM",
        "sort=colour, sort, colour, vcpu",
        "vcpu=7, vcpu, 7, ''",
    })
    void whatCannotBeKeptIsReplacedByTheNearestChoiceAndSaid(String query, String field, String wanted, String now) {
        assertThat(shop.selections().read(query).changes()).containsExactly(new Change(field, wanted, now));
    }

    @Test
    void aKeyPairIsTheLoginOfLinuxOnly() {
        assertThat(shop.read("login=KEY_PAIR").login()).isEqualTo(LoginKind.KEY_PAIR);
        assertThat(shop.read("imageOs=Windows&login=KEY_PAIR").login()).isEqualTo(LoginKind.RANDOM);
        assertThat(changed(shop.selections().read("imageOs=Windows&login=KEY_PAIR")))
                .contains("login");
    }

    @Test
    void disksAreAddedRemovedAndClosedUp() {
        String three = "dataDisks[0].size=20&dataDisks[1].size=30&dataDisks[7].size=40&dataDisks[7].type=CLOUD_SSD";

        assertThat(sizes(three)).containsExactly(20, 30, 40);
        assertThat(sizes(three + "&removeDisk=1")).containsExactly(20, 40);
        assertThat(shop.read(three + "&addDisk=1").dataDisks().get(3)).isEqualTo(new Disk("CLOUD_SSD", 50));
        assertThat(sizes(three + "&dataDisks[1].size=0")).containsExactly(20, 40);
        assertThat(shop.selections().read(three + "&removeDisk=0").changes()).isEmpty();
    }

    @Test
    void moreDisksThanAMachineCanHaveAreLeftOutAndSaid() {
        String query = Stream.iterate(0, i -> i + 1)
                .limit(22)
                .map(i -> "dataDisks[" + i + "].size=20")
                .reduce((a, b) -> a + "&" + b)
                .orElseThrow();

        Reading reading = shop.selections().read(query);

        assertThat(reading.selection().dataDisks()).hasSize(20);
        assertThat(changed(reading)).containsExactly("dataDisks[20].type", "dataDisks[21].type");
    }

    @Test
    void aNameMayHoldAnythingButIsCutToWhatTheCloudAccepts() {
        assertThat(shop.read("name=%E4%B8%AD%E6%96%87+%22%3Cb%3E").name()).isEqualTo("中文 \"<b>");
        assertThat(shop.read("name=" + "n".repeat(150)).name()).hasSize(Naming.MAX_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=secret", "login=PASSWORD&password=secret&Password=secret"})
    void aPasswordInTheAddressIsNeverTakenOver(String query) {
        assertThat(shop.read(query).query()).doesNotContain("secret");
    }

    private List<Integer> sizes(String query) {
        return shop.read(query).dataDisks().stream().map(Disk::sizeGb).toList();
    }

    private static List<String> changed(Reading reading) {
        return reading.changes().stream().map(Change::field).toList();
    }
}
