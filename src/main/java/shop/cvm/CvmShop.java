package shop.cvm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The shop: storefront, orders, ledger and delivery of cloud virtual machines in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Modulithic(
        systemName = "CVM Shop",
        sharedModules = {"money", "time", "account", "event", "fault", "batch", "secret", "work"})
public class CvmShop {

    public static void main(String[] args) {
        SpringApplication.run(CvmShop.class, args);
    }
}
