package badshop.ledger;

import org.springframework.web.client.RestClient;

public class BadCaller {
    RestClient wallet;
}
