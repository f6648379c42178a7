package shop.cvm.reliability;

import shop.cvm.Customers;
import shop.cvm.account.NewApiKey;

/** Somebody rich who buys, by page and by API: each node opens the account of its number when it starts. */
record Customer(int number) {

    String email() {
        return "rich" + number + "@example.com";
    }

    String password() {
        return Customers.PASSWORD;
    }

    NewApiKey key() {
        return new NewApiKey("AKIDreliability" + number, "secretOfReliability" + number);
    }
}
