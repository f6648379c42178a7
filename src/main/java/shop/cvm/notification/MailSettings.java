package shop.cvm.notification;

import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages go out by e-mail. They do when {@code spring.mail.host} names a server.
 *
 * @param from whom they come from
 * @param language in which they are written: {@code en} or {@code zh}
 * @param address where customers find the shop, without a slash at the end
 */
@ConfigurationProperties("shop.mail")
record MailSettings(
        @DefaultValue("shop@localhost") String from,
        @DefaultValue("en") Locale language,
        @DefaultValue("http://localhost:8080") String address) {}
