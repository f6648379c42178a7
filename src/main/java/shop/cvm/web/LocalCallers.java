package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Tells callers on this machine from others, by the connection itself: before anything takes the address over that a
 * header names. What was forwarded comes from somewhere else, whoever forwarded it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LocalCallers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String LOCAL = LocalCallers.class.getName();
    private static final List<String> FORWARDING =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new FirstLook());
    }

    /** Whether whoever asks is on this machine. */
    boolean isLocal(HttpServletRequest request) {
        Object seen = request.getAttribute(LOCAL);
        return seen == null ? isLocal(request, request.getRemoteAddr()) : seen.equals(true);
    }

    private static boolean isLocal(HttpServletRequest request, @Nullable String peer) {
        return isLoopback(peer) && FORWARDING.stream().allMatch(header -> request.getHeader(header) == null);
    }

    /** @param address in figures, so that nobody is asked for it */
    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException nonsense) {
            return false;
        }
    }

    /** Goes before the valve that believes in headers. */
    private static final class FirstLook extends ValveBase {

        FirstLook() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response)
                throws java.io.IOException, jakarta.servlet.ServletException {
            request.setAttribute(LOCAL, isLocal(request, request.getPeerAddr()));
            getNext().invoke(request, response);
        }
    }
}
