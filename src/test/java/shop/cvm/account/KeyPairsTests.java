package shop.cvm.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.time.ShopClock;

@ShopTest
class KeyPairsTests {

    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh";

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;

    @BeforeEach
    void anAccount() {
        account = customers.account().id();
    }

    @Test
    void thePrivateHalfFitsThePublicOneAndIsKeptNowhere() throws Exception {
        NewKeyPair made = keyPairs.create(account, "laptop");

        String body = made.privateKey().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey)
                rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        RSAPublicKey its =
                (RSAPublicKey) rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        assertThat(key.getModulus().bitLength()).isEqualTo(2048);
        assertThat(made.keyPair().publicKey())
                .isEqualTo(PublicKey.of(its).text())
                .startsWith("ssh-rsa AAAAB3NzaC1yc2E");
        assertThat(made.toString()).doesNotContain("PRIVATE");
        assertThat(keyPairs.keyPairs(account)).singleElement().satisfies(kept -> {
            assertThat(kept.name()).isEqualTo("laptop");
            assertThat(kept.id().keyPairId()).matches("skey-[a-z0-9]{8}");
        });
    }

    @Test
    void theSameFormSentEightTimesAtOnceMakesOneKeyPairAndTellsItsPrivateHalfEveryTime() {
        String form = KeyPairs.newForm();

        List<Outcome<NewKeyPair>> outcomes = Races.run(8, number -> () -> keyPairs.create(account, "laptop", form));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream()
                        .map(outcome -> outcome.value().privateKey())
                        .distinct())
                .singleElement()
                .asString()
                .startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(outcomes.stream()
                        .map(outcome -> outcome.value().keyPair().id())
                        .distinct())
                .containsExactly(keyPairs.keyPairs(account).get(0).id());
        assertThat(keyPairs.keyPairs(account)).hasSize(1);
    }

    @Test
    void anotherFormIsNotToldAndNeitherIsTheSameFormAfterFiveMinutes() {
        String form = KeyPairs.newForm();
        NewKeyPair made = keyPairs.create(account, "laptop", form);
        assertThat(halves())
                .singleElement()
                .asString()
                .doesNotContain("PRIVATE")
                .hasSizeLessThan(4000);
        assertThatExceptionOfType(KeyPairExists.class)
                .isThrownBy(() -> keyPairs.create(account, "laptop", KeyPairs.newForm()));
        assertThatExceptionOfType(KeyPairExists.class).isThrownBy(() -> keyPairs.create(account, "laptop", ""));
        assertThat(keyPairs.create(customers.account().id(), "laptop", form).privateKey())
                .as("somebody else's form")
                .isNotEqualTo(made.privateKey());

        clock.advance(Duration.ofMinutes(4));
        keyPairs.forgetHalves();
        assertThat(keyPairs.create(account, "laptop", form).privateKey()).isEqualTo(made.privateKey());

        clock.advance(Duration.ofMinutes(1));
        assertThatExceptionOfType(PrivateKeyForgotten.class)
                .isThrownBy(() -> keyPairs.create(account, "laptop", form))
                .matches(forgotten -> forgotten.name().equals("laptop"));
        assertThat(halves()).hasSize(1);
        assertThat(keyPairs.forgetHalves()).isPositive();
        assertThat(halves()).isEmpty();
        assertThatExceptionOfType(PrivateKeyForgotten.class).isThrownBy(() -> keyPairs.create(account, "laptop", form));
    }

    private List<String> halves() {
        return jdbc.sql("select sealed_half from key_pairs where account_id = ? and sealed_half is not null")
                .param(account.accountId())
                .query(String.class)
                .list();
    }

    @Test
    void onesOwnPublicKeyIsTakenOverWithoutItsComment() {
        KeyPair kept = keyPairs.importKey(account, "work", "  " + ED25519 + " somebody@laptop \n");

        assertThat(kept.publicKey()).isEqualTo(ED25519);
        assertThat(kept.fingerprint()).startsWith("SHA256:").hasSize(50);
        assertThat(keyPairs.publicKeys(List.of(kept.id()))).containsEntry(kept.id(), ED25519);
    }

    @Test
    void anRsaKeyOfTooFewBitsIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        String weak = PublicKey.of((RSAPublicKey) generator.generateKeyPair().getPublic())
                .text();

        assertThatExceptionOfType(InvalidPublicKey.class).isThrownBy(() -> keyPairs.importKey(account, "weak", weak));
        assertThat(keyPairs.keyPairs(account)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-ed25519 !!!!",
                "ssh-ed25519 AAAA",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh",
                "ssh-dss AAAAB3NzaC1kc3MAAAA=",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEhhAAAA",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5f////0dlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh\nssh-rsa AAAA",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
            })
    void whatIsNoPublicKeyIsRefused(String text) {
        assertThatExceptionOfType(InvalidPublicKey.class).isThrownBy(() -> keyPairs.importKey(account, "mine", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "umlaut_ä", "twenty_six_characters_long", "a-b"})
    void aNameOfOtherCharactersIsRefused(String name) {
        assertThatExceptionOfType(InvalidKeyPairName.class)
                .isThrownBy(() -> keyPairs.importKey(account, name, ED25519));
    }

    @Test
    void aNameAndAKeyAreThereOncePerAccount() {
        keyPairs.importKey(account, "work", ED25519);

        assertThatExceptionOfType(KeyPairExists.class).isThrownBy(() -> keyPairs.importKey(account, "other", ED25519));
        assertThatExceptionOfType(KeyPairExists.class).isThrownBy(() -> keyPairs.create(account, "work"));
        keyPairs.importKey(customers.account().id(), "work", ED25519);
    }

    @Test
    void ofEightThatTakeItOverAtOnceOneDoes() {
        List<Outcome<KeyPair>> outcomes = Races.run(8, number -> () -> keyPairs.importKey(account, "work", ED25519));

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allMatch(outcome -> outcome.thrown() instanceof KeyPairExists);
    }

    @Test
    void nobodySeesOrDeletesWhatIsSomebodyElses() {
        KeyPair kept = keyPairs.importKey(account, "work", ED25519);
        AccountId stranger = customers.account().id();

        assertThatExceptionOfType(NoSuchKeyPair.class).isThrownBy(() -> keyPairs.keyPair(stranger, kept.id()));
        keyPairs.delete(stranger, kept.id());
        assertThat(keyPairs.keyPairs(account)).hasSize(1);
        keyPairs.delete(account, kept.id());
        assertThat(keyPairs.keyPairs(account)).isEmpty();
    }
}
