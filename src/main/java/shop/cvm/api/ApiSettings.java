package shop.cvm.api;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the cloud API.
 *
 * @param requestsPerSecond how often an account can ask for the same action in the same region, on all nodes together;
 *     exceeded by a tenth at most for each node beyond the first. The vendor says 10 for purchases and 20 for most
 *     others; a client on the same machine loops faster than that
 */
@Validated
@ConfigurationProperties("shop.api")
record ApiSettings(@DefaultValue("100") @Min(1) int requestsPerSecond) {}
