package shop.cvm.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.account.KeyPairs;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Tag;

/** The pages for many machines and for keeping one from harm, in every look; {@link KeyboardBrowserTests} uses them. */
class ConsoleBrowserTests extends BrowserTest {

    @Autowired
    private Customers customers;

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private InstanceTags tags;

    @Autowired
    private KeyPairs keyPairs;

    private Account customer;
    private List<Instance> machines;

    @BeforeEach
    void threeMachines() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        machines = meters.buy(customer.id(), Specs.postpaid(), 3);
        instances.rename(customer.id(), machines.get(0).id(), "front");
        keyPairs.create(customer.id(), "laptop");
    }

    @Test
    void everyPageCanBeReadByAllInBothLanguagesAndColours() {
        Instance machine = machines.get(0);
        tags.change(customer.id(), machine.id(), List.of(new Tag("environment", "production ".repeat(9))), Set.of());
        looks().forEach((name, visitor) -> {
            Page page = signedIn(visitor, customer);
            page.navigate("/instances");
            page.locator("details.more summary").click();
            look(page, "console-list-" + name);
            page.navigate(
                    "/instances/tags?id=" + machine.id() + "," + machines.get(1).id());
            look(page, "console-tags-" + name);
            page.navigate("/instances/key-pairs?id=" + machine.id());
            look(page, "console-keys-" + name);
            page.navigate("/instances/" + machine.id() + "/reinstallation");
            look(page, "console-reinstall-" + name);
            page.navigate("/instances/" + machine.id());
            look(page, "console-instance-" + name);
            page.navigate("/network");
            look(page, "console-groups-" + name);
            page.navigate("/network/security-groups/" + machine.securityGroup());
            look(page, "console-group-" + name);
        });
    }
}
