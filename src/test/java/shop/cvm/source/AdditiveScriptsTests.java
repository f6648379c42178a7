package shop.cvm.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old and new version work side by side on one schema while a shop is upgraded: see {@code docs/operations.md}. */
class AdditiveScriptsTests {

    private static final Path SCRIPTS = Path.of("src/main/resources/db/migration");
    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

    /** Those before were written before anybody had a shop to upgrade. */
    private static final int FIRST = 181;

    @Test
    void theVersionBeforeCanWorkOnWhatEveryScriptLeaves() throws IOException {
        List<Path> scripts = scripts();

        assertThat(scripts).isNotEmpty().allSatisfy(script -> assertThat(
                        AdditiveScripts.breaches(Files.readString(script)))
                .as(script.getFileName().toString())
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table carts",
                "alter table orders drop column token",
                "alter table orders drop token",
                "ALTER TABLE orders\n    RENAME COLUMN token TO client_token",
                "alter table orders rename to purchases",
                "alter index orders_due rename to orders_overdue",
                "alter table orders add column channel varchar(10) not null",
                "alter table orders add channel varchar(10) not null",
                "alter table orders add column a integer, add column b integer not null",
                "alter table orders alter column void_reason set not null",
                "alter table orders alter column version drop default",
                "alter table orders alter column token type varchar(10)",
                "alter table orders alter column token set data type varchar(10)",
                "create unique index orders_once on orders (account_id)",
                "truncate table carts",
                "create table mine (id integer); drop table carts",
            })
    void whatTheVersionBeforeWouldStumbleOverIsFound(String script) {
        assertThat(AdditiveScripts.breaches(script + ";\n")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (id integer not null primary key); alter table mine add column b integer not null",
                "create table mine (id integer); create unique index mine_once on mine (id)",
                "alter table orders add column channel varchar(10)",
                "alter table orders add column channel varchar(10) default 'page' not null",
                "alter table orders add constraint orders_known check (channel is null or channel in ('page', 'api'))",
                "alter table messages drop constraint messages_kind_known",
                "alter table orders alter column void_reason drop not null",
                "create index orders_channel on orders (channel)",
                "-- drop table carts;\nselect 1",
                "update orders set channel = 'page' where channel is null",
            })
    void whatItDoesNotNoticeIsLeftAlone(String script) {
        assertThat(AdditiveScripts.breaches(script + ";\n")).isEmpty();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> version(file) >= FIRST).toList();
        }
    }

    private static int version(Path script) {
        Matcher name = NAME.matcher(script.getFileName().toString());
        assertThat(name.matches()).as(script.toString()).isTrue();
        return Integer.parseInt(name.group(1));
    }
}
