package shop.cvm.web;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Makes {@code "redirect:…"} answer 303: what was posted is done, and the browser gets the page that shows it. */
@Configuration(proxyBeanMethods = false)
class Redirects {

    @Bean
    static BeanPostProcessor redirectsToSeeOther() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof ThymeleafViewResolver views) {
                    views.setRedirectHttp10Compatible(false);
                }
                return bean;
            }
        };
    }
}
