package shop.cvm.web.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTests {

    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @Test
    void aPhoneReadsTheAddressThatTheCodeHolds() throws ChecksumException, FormatException {
        String address = "http://shop.example:8080/wallet/payments/2026112310851640811377";

        QrCode code = QrCode.of(address).orElseThrow();

        assertThat(code.path()).matches("(" + RUN + ")+");
        assertThat(new Decoder().decode(modules(code)).getText()).isEqualTo(address);
    }

    @Test
    void anAddressThatNoCodeHoldsHasNone() {
        assertThat(QrCode.of("x".repeat(5_000))).isEmpty();
    }

    private static BitMatrix modules(QrCode code) {
        BitMatrix modules = new BitMatrix(code.size());
        Matcher run = RUN.matcher(code.path());
        while (run.find()) {
            modules.setRegion(
                    Integer.parseInt(run.group(1)), Integer.parseInt(run.group(2)), Integer.parseInt(run.group(3)), 1);
        }
        return modules;
    }
}
