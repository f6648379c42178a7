package shop.cvm.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Those outside whom the shop's work depends on, and the gauges {@code shop.contact.silence}, one for each: how long this
 * node has been asking in vain, in seconds.
 */
@Component
public class Contacts {

    private final Map<String, Contact> contacts = new ConcurrentHashMap<>();
    private final ContactSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    public Contacts(ContactSettings settings, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /** @param name in lower case, for example {@code provisioner}; the same name is the same contact */
    public Contact with(String name) {
        return contacts.computeIfAbsent(name, this::contact);
    }

    private Contact contact(String name) {
        Contact contact = new Contact(settings, clock);
        TimeGauge.builder("shop.contact.silence", () -> contact.silence().toMillis(), TimeUnit.MILLISECONDS)
                .tag("contact", name)
                .description("How long it has been asked in vain")
                .register(meters);
        return contact;
    }
}
