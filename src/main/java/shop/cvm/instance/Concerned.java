package shop.cvm.instance;

import shop.cvm.account.AccountId;

/**
 * How many machines of an account arrears concern.
 *
 * @param account whose they are
 * @param hourly billed by the hour: shut down, and reclaimed in the end
 * @param byTraffic paid in advance and billed by traffic: cut off from the public network, and left alone otherwise
 */
public record Concerned(AccountId account, long hourly, long byTraffic) {

    /** As read from the database. */
    public Concerned(String account, long hourly, long byTraffic) {
        this(new AccountId(account), hourly, byTraffic);
    }

    /** An account that has none. */
    public static Concerned none(AccountId account) {
        return new Concerned(account, 0, 0);
    }

    /** Whether there are none. */
    public boolean isNone() {
        return hourly == 0 && byTraffic == 0;
    }
}
