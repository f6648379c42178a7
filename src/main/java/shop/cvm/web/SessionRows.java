package shop.cvm.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;

/** How sessions are written to the database, and their ids to the cookie. */
@Configuration(proxyBeanMethods = false)
class SessionRows {

    /** Of two requests that add the same attribute to a session at once, the second must not fail: the first counts. */
    private static final String ADD_ATTRIBUTE = """
            insert into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
            values (?, ?, ?)
            on conflict do nothing
            """;

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> attributesAddedAtOnce() {
        return sessions -> sessions.setCreateSessionAttributeQuery(ADD_ATTRIBUTE);
    }

    @Bean
    CookieHttpSessionIdResolver sessionCookie(CookieSerializer cookies) {
        CookieHttpSessionIdResolver cookie = new CookieHttpSessionIdResolver();
        cookie.setCookieSerializer(cookies);
        return cookie;
    }
}
