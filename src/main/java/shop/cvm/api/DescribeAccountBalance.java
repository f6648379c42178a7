package shop.cvm.api;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.ledger.Balance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;

/** What the account has, in cents. */
@Component
class DescribeAccountBalance implements Action<DescribeAccountBalance.Request, DescribeAccountBalance.Answer> {

    private final Ledger ledger;

    DescribeAccountBalance(Ledger ledger) {
        this.ledger = ledger;
    }

    record Request(@Nullable Boolean tempCredit) {}

    record Answer(
            long balance,
            long uin,
            long realBalance,
            long cashAccountBalance,
            long incomeIntoAccountBalance,
            long presentAccountBalance,
            long freezeAmount,
            long oweAmount,
            boolean isAllowArrears,
            boolean isCreditLimited,
            long creditAmount,
            long creditBalance,
            long realCreditBalance) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Version version() {
        return Version.BILLING;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Balance balance = ledger.balance(call.account());
        boolean owes = balance.balance().isNegative();
        long available = cents(balance.available());
        return new Answer(
                available,
                Long.parseLong(call.account().accountId()),
                available,
                cents(owes ? Cny.ZERO : balance.balance()),
                0,
                0,
                cents(balance.frozen()),
                cents(owes ? balance.balance().negated() : Cny.ZERO),
                false,
                false,
                0,
                0,
                0);
    }

    static long cents(Money amount) {
        return amount.getAmountMinorLong();
    }
}
