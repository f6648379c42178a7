package shop.cvm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.cvm.network.SecurityGroupRule.Direction;
import shop.cvm.network.SecurityGroupRule.Policy;
import shop.cvm.network.SecurityGroupRule.Protocol;

class SecurityGroupRuleTests {

    @ParameterizedTest
    @CsvSource({
        "TCP, 80, 80",
        "TCP, 8000-8010, 8000-8010",
        "UDP, 53-53, 53",
        "TCP, all, ALL",
        "TCP, 1-65535, 1-65535",
        "ICMP, 80, ALL",
        "ALL, nonsense, ALL",
    })
    void portsAreReadAsCustomersWriteThem(Protocol protocol, String written, String read) {
        assertThat(rule(protocol, written, "0.0.0.0/0").port()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "80-", "90-80", "80.5", "''", "-80", "80 90", "1000000"})
    void whatIsNoPortIsRefused(String written) {
        assertThatExceptionOfType(InvalidRule.class)
                .isThrownBy(() -> rule(Protocol.TCP, written, "0.0.0.0/0"))
                .matches(refused -> refused.fault() == InvalidRule.Fault.PORT);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0/0",
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3/32, 10.1.2.3",
        "10.1.2.3/31, 10.1.2.2/31",
        "255.255.255.255, 255.255.255.255",
        "200.1.2.3/1, 128.0.0.0/1",
    })
    void rangesBeginWithTheirFirstAddress(String written, String read) {
        assertThat(rule(Protocol.TCP, "80", written).range()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "256.0.0.1",
        "10.0.0",
        "10.0.0.0/33",
        "::/0",
        "10.0.0.0/",
        "''",
        "everywhere",
        "1.2.3.4.5",
        "10.0.0.0/8/8"
    })
    void whatIsNoRangeIsRefused(String written) {
        assertThatExceptionOfType(InvalidRule.class)
                .isThrownBy(() -> rule(Protocol.TCP, "80", written))
                .matches(refused -> refused.fault() == InvalidRule.Fault.RANGE);
    }

    @Test
    void aDescriptionIsALine() {
        assertThatExceptionOfType(InvalidRule.class)
                .isThrownBy(() -> SecurityGroupRule.of(
                        Direction.INGRESS, Policy.DROP, Protocol.ALL, "", "10.0.0.1", "x".repeat(101)));
        assertThatExceptionOfType(InvalidRule.class)
                .isThrownBy(() ->
                        SecurityGroupRule.of(Direction.INGRESS, Policy.DROP, Protocol.ALL, "", "10.0.0.1", "a\u0000b"));
    }

    private static SecurityGroupRule rule(Protocol protocol, String port, String range) {
        return SecurityGroupRule.of(Direction.INGRESS, Policy.ACCEPT, protocol, port, range, "");
    }
}
