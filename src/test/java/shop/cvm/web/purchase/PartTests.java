package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.ShopTest;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.RandomSpecs;
import shop.cvm.web.purchase.SimulatedBrowser.Action;

/** Proves what {@link Part} declares: after a change and the parts it brings, the page is the page a reload would give. */
@ShopTest
@Tag("page")
class PartTests {

    private static final long SEED = 42;
    private static final int VISITORS = 60;
    private static final int CHANGES_EACH = 8;

    @Autowired
    private MockMvc mvc;

    @Test
    void afterAnyChangeTheExchangedPartsMakeThePageThatAReloadWouldGive() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        RandomSpecs specs = new RandomSpecs(CatalogFixture.snapshot());
        Set<String> tried = new TreeSet<>();
        for (int visitor = 0; visitor < VISITORS; visitor++) {
            SimulatedBrowser browser = new SimulatedBrowser(page(address(specs.next(random))));
            for (int change = 0; change < CHANGES_EACH; change++) {
                tried.add(Parameter.kind(changeSomething(browser, random)));
            }
        }
        assertThat(tried).contains("chargeType", "region", "zone", "series", "family", "type", "vcpu", "sort", "count");
        assertThat(tried).contains("imageOs", "image", "systemDiskType", "dataDisks[].size", "addDisk", "removeDisk");
        assertThat(tried).contains("internetChargeType", "bandwidth", "name", "login", "securityGroup", "period");
    }

    private String changeSomething(SimulatedBrowser browser, SplittableRandom random) throws Exception {
        List<Action> actions = List.of();
        while (actions.isEmpty()) {
            actions = browser.actions(pick(browser.controls(), random));
        }
        Action action = pick(actions, random);
        String query = browser.after(action);

        MockHttpServletResponse answer = mvc.perform(get(URI.create("/?" + query))
                        .header("HX-Request", "true")
                        .header("X-Changed", action.name()))
                .andReturn()
                .getResponse();
        browser.exchange(answer.getContentAsString());

        String reloaded = page(answer.getHeader("HX-Replace-Url"));
        assertThat(browser.seen())
                .as(action.name() + " = " + action.value() + " after ?" + query)
                .isEqualTo(new SimulatedBrowser(reloaded).seen());
        return action.name();
    }

    private String page(String address) throws Exception {
        return mvc.perform(get(URI.create(address))).andReturn().getResponse().getContentAsString();
    }

    private static String address(InstanceSpec spec) {
        return "/?chargeType=" + spec.chargeType() + "&zone=" + spec.zone() + "&type=" + spec.instanceType()
                + "&image=" + spec.image() + "&period=" + spec.months() + "&bandwidth=" + spec.bandwidthMbps()
                + "&dataDisks%5B0%5D.size=100&dataDisks%5B1%5D.type=CLOUD_SSD";
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
