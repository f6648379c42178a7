package shop.cvm.web.wallet;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import java.util.Optional;

/**
 * A QR code as the path of an SVG.
 *
 * @param size modules on each side
 * @param path one rectangle for each run of dark modules in a row, in units of modules
 */
record QrCode(int size, String path) {

    /** The code of this text, or empty if it is too long for any code. */
    static Optional<QrCode> of(String text) {
        Map<EncodeHintType, Object> hints =
                Map.of(EncodeHintType.MARGIN, 0, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        try {
            BitMatrix modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
            return Optional.of(new QrCode(modules.getWidth(), path(modules)));
        } catch (WriterException tooLong) {
            return Optional.empty();
        }
    }

    private static String path(BitMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int run = run(modules, x, y);
                if (run > 0) {
                    path.append('M')
                            .append(x)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(run)
                            .append("v1h-")
                            .append(run)
                            .append('z');
                    x += run;
                }
            }
        }
        return path.toString();
    }

    private static int run(BitMatrix modules, int x, int y) {
        int end = x;
        while (end < modules.getWidth() && modules.get(end, y)) {
            end++;
        }
        return end - x;
    }
}
