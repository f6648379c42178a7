package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the check of a database printed.
 *
 * @param exit 0 if all hold
 * @param printed a line for each, and one with their number
 */
record Invariants(int exit, String printed) {

    /** @return how many there are */
    int hold() {
        assertThat(exit).as(printed).isZero();
        assertThat(printed).contains(", 0 broken").doesNotContain("BROKEN");
        int count =
                (int) printed.lines().filter(line -> line.startsWith("holds ")).count();
        assertThat(count).as(printed).isGreaterThan(10);
        return count;
    }
}
