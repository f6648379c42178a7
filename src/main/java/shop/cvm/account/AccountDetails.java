package shop.cvm.account;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What Spring Security needs to compare a password. */
@Configuration(proxyBeanMethods = false)
class AccountDetails {

    /** bcrypt today; the prefix in each hash lets a later one live beside it. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Text that is no e-mail address is nobody's, and never reaches the database. */
    @Bean
    UserDetailsService accountsByEmail(AccountRows rows, OperatorSettings operator) {
        return email -> EmailAddress.parse(email)
                .flatMap(address -> rows.findByEmail(address.text()))
                .map(account -> SignedIn.unproved(account, operator.isEmailOf(account)))
                .orElseThrow(() -> new UsernameNotFoundException("No account has this e-mail address"));
    }
}
