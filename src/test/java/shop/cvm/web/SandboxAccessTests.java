package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import shop.cvm.ShopTest;
import shop.cvm.fault.Faults;

@ShopTest
@Tag("page")
class SandboxAccessTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Faults faults;

    @ParameterizedTest
    @ValueSource(strings = {"/sandbox", "/_sandbox/clock", "/_sandbox/faults"})
    void callersOnOtherMachinesAreRefused(String path) throws Exception {
        assertThat(status(get(path), "192.0.2.7")).isEqualTo(403);
        assertThat(status(get(path), "2001:db8::1")).isEqualTo(403);
        assertThat(status(get(path), "127.0.0.1")).isEqualTo(200);
        assertThat(status(get(path), "0:0:0:0:0:0:0:1")).isEqualTo(200);
    }

    @Test
    void nobodyElsewherePushesTheClockOrResetsTheShop() throws Exception {
        for (String path : new String[] {"/_sandbox/clock", "/_sandbox/reset"}) {
            MockHttpServletRequestBuilder request =
                    post(path).contentType(MediaType.APPLICATION_JSON).content("{\"days\": 1}");
            assertThat(status(request, "192.0.2.7")).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For, 127.0.0.1", "Forwarded, for=127.0.0.1", "X-Real-IP, ::1", "Via, 1.1 proxy"})
    void whatAHeaderSaysOpensNothingAndWhatWasForwardedIsNotFromHere(String header, String value) throws Exception {
        assertThat(status(get("/_sandbox/clock").header(header, value), "192.0.2.7"))
                .isEqualTo(403);
        assertThat(status(get("/_sandbox/clock").header(header, value), "127.0.0.1"))
                .isEqualTo(403);
    }

    @Test
    void aSettingOpensTheSandboxToCallersOnOtherMachinesAndOpensNothingWithoutSandboxMode() {
        MockHttpServletRequest elsewhere = new MockHttpServletRequest();
        elsewhere.setRemoteAddr("192.0.2.7");
        Faults closed = mock(Faults.class);

        assertThat(access(Map.of(), faults).isOpenTo(elsewhere)).isFalse();
        SandboxAccess open = access(Map.of("shop.sandbox.open-to-all", "true"), faults);
        assertThat(open.isOpenTo(elsewhere)).isTrue();
        assertThat(open.authorize(() -> null, new RequestAuthorizationContext(elsewhere))
                        .isGranted())
                .isTrue();
        assertThat(access(Map.of("shop.sandbox.open-to-all", "true"), closed).isOpenTo(elsewhere))
                .as("there is no sandbox")
                .isFalse();
    }

    /** As the shop's settings make it. */
    private static SandboxAccess access(Map<String, String> properties, Faults faults) {
        SandboxAccess.Settings settings = new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("shop.sandbox", SandboxAccess.Settings.class);
        return new SandboxAccess(settings, faults, new LocalCallers());
    }

    /** As Tomcat's valve leaves a request that it believed. */
    @Test
    void anAddressThatAHeaderHasReplacedSinceIsNotLookedAt() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("127.0.0.1");
        request.setAttribute(LocalCallers.class.getName(), false);

        assertThat(new LocalCallers().isLocal(request)).isFalse();
    }

    private int status(MockHttpServletRequestBuilder request, String from) throws Exception {
        return mvc.perform(request.remoteAddress(from))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
