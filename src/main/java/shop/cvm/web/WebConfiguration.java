package shop.cvm.web;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;

/** What all pages share. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** The machine's own time, for tokens, leases and signatures; business time is the shop clock's. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    LocaleResolver localeResolver() {
        return new ReaderLanguage();
    }
}
