package badshop.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

public class BadFractions {

    public static class Members {

        static class Field {
            double amount;
        }

        static class Parameter {
            void credit(float amount) {}
        }

        static class Returned {
            Double amount() {
                return null;
            }
        }

        static class Listed {
            Map<String, List<Double>> amounts;
        }

        static class Arrayed {
            double[] amounts;
        }

        record Component(double amount) {}
    }

    public static class Computed {

        static class FromDouble {
            BigDecimal amount() {
                return BigDecimal.valueOf(0.1);
            }
        }

        static class NewFromDouble {
            BigDecimal amount() {
                return new BigDecimal(0.1);
            }
        }

        static class ToDouble {
            long cents(BigDecimal amount) {
                return (long) (amount.doubleValue() * 100);
            }
        }

        static class ByReference {
            Function<BigDecimal, Number> binary = BigDecimal::doubleValue;
        }

        static class Rounded {
            long months(int days) {
                return Math.round(days / 30.0);
            }
        }
    }
}
