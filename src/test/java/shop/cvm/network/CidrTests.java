package shop.cvm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTests {

    @Test
    void aRangeIsWrittenAsItIsRead() {
        assertThat(Cidr.of("172.16.0.0/16")).hasToString("172.16.0.0/16");
        assertThat(Cidr.of("198.18.0.0/15").size()).isEqualTo(131_072);
    }

    @Test
    void addressesAreCountedFromTheFirst() {
        Cidr cidr = Cidr.of("172.16.16.0/20");
        assertThat(cidr.address(0)).isEqualTo("172.16.16.0");
        assertThat(cidr.address(257)).isEqualTo("172.16.17.1");
        assertThat(cidr.address(cidr.size() - 1)).isEqualTo("172.16.31.255");
        assertThatIllegalArgumentException().isThrownBy(() -> cidr.address(cidr.size()));
    }

    @Test
    void theLargestRangeEndsAtTheLastAddressThereIs() {
        assertThat(Cidr.of("0.0.0.0/0").address(0xffff_ffffL)).isEqualTo("255.255.255.255");
    }

    @Test
    void aRangeIsCutIntoEqualParts() {
        Cidr vpc = Cidr.of("172.16.0.0/16");
        assertThat(vpc.part(0, 20)).hasToString("172.16.0.0/20");
        assertThat(vpc.part(15, 20)).hasToString("172.16.240.0/20");
        assertThatIllegalArgumentException().isThrownBy(() -> vpc.part(16, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0/8",
                "10.0.0.0.8",
                "10.0.0.1/8",
                "10.0.0.256/32",
                "a.b.c.d/8",
                "1.0.0.0/31"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.of(text));
    }
}
