package shop.cvm.web;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** What all pages share. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final String HASHED = "{file:.+-[0-9a-f]{32}\\..+}";

    /** The machine's own time, for tokens, leases and signatures; business time is the shop clock's. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    LocaleResolver localeResolver() {
        return new ReaderLanguage();
    }

    /** Spring would look up the addresses of files after the shop has opened: too late for the first visitor's page. */
    @Bean
    SmartInitializingSingleton fileAddresses(ResourceUrlProvider addresses, ApplicationContext context) {
        return () -> addresses.onApplicationEvent(new ContextRefreshedEvent(context));
    }

    /** A name with the hash of what is in the file always means the same file: nobody need ask for it again. */
    @Bean
    WebMvcConfigurer hashedFiles() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry files) {
                keep(files, "/" + HASHED, "classpath:/static/");
                keep(files, "/webjars/*/*/*/" + HASHED, "classpath:/META-INF/resources/webjars/");
            }
        };
    }

    private static void keep(ResourceHandlerRegistry files, String pattern, String folder) {
        files.addResourceHandler(pattern)
                .addResourceLocations(folder)
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }
}
