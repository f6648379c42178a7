package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;

@ShopTest
class ApiKeysTests {

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;

    @BeforeEach
    void anAccount() {
        account = customers.account().id();
    }

    @Test
    void aSecretIsKeptButNotReadableInTheDatabase() {
        NewApiKey made = keys.create(account, false);

        assertThat(made.secretId()).matches("AKID[A-Za-z0-9]{32}");
        assertThat(made.secretKey()).matches("[A-Za-z0-9]{32}");
        assertThat(made.toString()).doesNotContain(made.secretKey());
        ApiCredential credential = keys.credential(made.secretId()).orElseThrow();
        assertThat(credential.account()).isEqualTo(account);
        assertThat(credential.secretKey()).isEqualTo(made.secretKey());
        assertThat(credential.toString()).doesNotContain(made.secretKey());
        assertThat(jdbc.sql("select secret from api_keys where secret_id = ?")
                        .param(made.secretId())
                        .query(String.class)
                        .single())
                .doesNotContain(made.secretKey());
    }

    @Test
    void theLastPlaceIsTakenOnceHoweverManyAskForIt() {
        for (int i = 0; i < ApiKeys.MOST - 1; i++) {
            keys.create(account, false);
        }

        List<Outcome<NewApiKey>> made = Races.run(4, number -> () -> keys.create(account, false));

        assertThat(made).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(made).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(outcome.thrown())
                .isInstanceOf(TooManyApiKeys.class));
        assertThat(keys.keys(account)).hasSize(ApiKeys.MOST);
        String gone = keys.keys(account).get(1).secretId();
        keys.enable(account, gone, false);
        assertThat(keys.delete(account, gone)).isTrue();
        keys.create(account, true);
        assertThatExceptionOfType(TooManyApiKeys.class).isThrownBy(() -> keys.create(account, true));
    }

    @Test
    void onlyItsOwnerSwitchesOrDeletesAKey() {
        NewApiKey made = keys.create(account, false);
        AccountId other = customers.account().id();

        keys.enable(other, made.secretId(), false);
        keys.delete(other, made.secretId());
        keys.enable(account, "\0", false);

        assertThat(keys.credential(made.secretId())).isPresent();
        assertThat(keys.credential("\0")).isEmpty();
        keys.enable(account, made.secretId(), false);
        assertThat(keys.credential(made.secretId())).isEmpty();
    }

    @Test
    void theLastUseIsWrittenDownOnceAMinute() {
        NewApiKey made = keys.create(account, false);
        keys.used(keys.keys(account).get(0));
        ApiKey used = keys.keys(account).get(0);
        assertThat(used.lastUsedAt()).isNotNull();

        keys.used(keys.keys(account).get(0));

        assertThat(keys.keys(account)).containsExactly(used);
        assertThat(used.secretId()).isEqualTo(made.secretId());
    }

    @Test
    void aKeyOfTheSettingsIsTheSettingsAgainAfterEachStart() {
        String secretId = "AKID" + UUID.randomUUID();
        keys.assign(account, secretId, "secretkeyexample");
        keys.enable(account, secretId, false);

        keys.assign(account, secretId, "anothersecretkey");

        assertThat(keys.credential(secretId).orElseThrow().secretKey()).isEqualTo("anothersecretkey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.assign(customers.account().id(), secretId, "secretkeyexample"));
        assertThatIllegalArgumentException().isThrownBy(() -> keys.assign(account, secretId, "short"));
    }
}
