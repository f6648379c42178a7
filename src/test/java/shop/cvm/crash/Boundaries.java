package shop.cvm.crash;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcher;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Makes the shop stop at a boundary and say so, for the parent process to kill it there. The shop knows nothing of it:
 * calls are met by advice around its beans, commits by Spring's listener to transactions.
 */
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class Boundaries {

    /** Printed when the armed boundary is reached. */
    static final String REACHED = "@@ REACHED ";

    private static volatile @Nullable Boundary armed;
    private static volatile CountDownLatch anybodyThere = new CountDownLatch(1);

    /** From now on whoever gets there stops for good; whoever has stopped at another one stays there. */
    static void arm(Boundary boundary) {
        anybodyThere = new CountDownLatch(1);
        armed = boundary;
    }

    /** Whether somebody has stopped at the boundary that was armed last. */
    static boolean isReached() {
        return anybodyThere.getCount() == 0;
    }

    private static void reached(@Nullable Boundary boundary) {
        if (boundary != null && armed == boundary) {
            System.out.println(REACHED + boundary);
            System.out.flush();
            anybodyThere.countDown();
            waitToBeKilled();
        }
    }

    /** The same place belongs to several: what is paid for tells which it is. */
    private static @Nullable Boundary armedOf(Boundary... boundaries) {
        return Arrays.asList(boundaries).contains(armed) ? armed : null;
    }

    /** Does not come back. */
    static void waitToBeKilled() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException goOn) {
            waitToBeKilled();
        }
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor afterDebit() {
        return around("ledger.Ledger", Set.of("deduct"), null, Boundary.DEBITED);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor afterFreeze() {
        return around("ledger.Ledger", Set.of("freeze"), null, Boundary.FROZEN);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor afterLaunch() {
        return around("instance.Instances", Set.of("launch"), null, Boundary.LAUNCHED);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor beforeCollecting() {
        return around("wallet.WalletBook", Set.of("collect"), Boundary.PAYMENT_OPENED_BEFORE_WALLET_START, null);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor aroundEnsure() {
        return around(
                "instance.SimulatedProvisioner",
                Set.of("ensureAll"),
                Boundary.CLAIMED_BEFORE_ENSURE,
                Boundary.ENSURED_BEFORE_STORED);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor afterReshaping() {
        return around("instance.SimulatedProvisioner", Set.of("reshape"), null, Boundary.RESHAPED_BEFORE_STORED);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor beforeMessage() {
        return around("notification.InstanceMessages", Set.of("on"), Boundary.RUNNING_BEFORE_MESSAGE, null);
    }

    @Bean
    static TransactionExecutionListener commits() {
        return new TransactionExecutionListener() {
            @Override
            public void beforeCommit(TransactionExecution transaction) {
                reached(boundary(transaction, true));
            }

            @Override
            public void afterCommit(TransactionExecution transaction, @Nullable Throwable failed) {
                reached(boundary(transaction, false));
            }
        };
    }

    private static @Nullable Boundary boundary(TransactionExecution transaction, boolean before) {
        return switch (transaction.getTransactionName()) {
            case "shop.cvm.order.OrderPayment.pay" ->
                before
                        ? armedOf(
                                Boundary.PAYMENT_BEFORE_COMMIT,
                                Boundary.CHANGE_BEFORE_COMMIT,
                                Boundary.CONVERSION_BEFORE_COMMIT)
                        : armedOf(Boundary.PAYMENT_BEFORE_ANSWER, Boundary.CONVERSION_BEFORE_ANSWER);
            case "shop.cvm.order.AdjustmentPlacement.place" -> before ? null : Boundary.PAID_BACK_BEFORE_ANSWER;
            case "shop.cvm.wallet.WalletBook.answer" -> before ? null : Boundary.WALLET_PAID_BEFORE_NOTIFICATION;
            case "shop.cvm.payment.PaymentBook.settle" ->
                before ? Boundary.CREDIT_BEFORE_COMMIT : Boundary.CREDITED_BEFORE_ORDER_PAID;
            case "" -> nameless(before);
            default -> null;
        };
    }

    /** The transactions of deliveries, settlements and refunds have no names. */
    private static @Nullable Boundary nameless(boolean before) {
        if (isWithin("shop.cvm.instance.Delivery", "apply")) {
            return before ? Boundary.ADDRESS_BEFORE_COMMIT : Boundary.ADDRESS_COMMITTED;
        }
        if (isWithin("shop.cvm.billing.SettlementRun", "together")) {
            return before ? Boundary.HOUR_BEFORE_COMMIT : Boundary.HOUR_COMMITTED;
        }
        if (isWithin("shop.cvm.order.OrderRefunds", "refund")) {
            return before ? Boundary.REFUND_BEFORE_COMMIT : Boundary.REFUND_COMMITTED;
        }
        return null;
    }

    private static boolean isWithin(String type, String method) {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(type)
                        && frame.getMethodName().equals(method)));
    }

    private static DefaultPointcutAdvisor around(
            String type, Set<String> methods, @Nullable Boundary before, @Nullable Boundary after) {
        MethodInterceptor stop = call -> {
            reached(before);
            Object result = call.proceed();
            reached(after);
            return result;
        };
        ClassFilter ofType = candidate -> candidate.getName().equals("shop.cvm." + type);
        StaticMethodMatcher named = new StaticMethodMatcher() {
            @Override
            public boolean matches(Method method, Class<?> target) {
                return methods.contains(method.getName());
            }
        };
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(new ComposablePointcut(ofType, named), stop);
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }
}
