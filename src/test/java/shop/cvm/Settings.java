package shop.cvm;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as a shop reads them that is started with these properties; the others are what they are by default. */
public final class Settings {

    private Settings() {}

    /**
     * @param properties as in a file, for example {@code "shop.reconfiguration.downgrades=1"}; one that there is not among
     *     the settings makes the test fail
     */
    public static <T> T bound(Class<T> settings, String... properties) {
        Map<String, String> values = Arrays.stream(properties)
                .map(property -> property.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        String prefix = Objects.requireNonNull(settings.getAnnotation(ConfigurationProperties.class))
                .value();
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate(prefix, Bindable.of(settings), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }
}
