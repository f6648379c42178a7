package shop.cvm.instance;

/**
 * Names of the machines of one purchase ({@code domain.md} 2.2, batch names). Without a pattern the numbers 1 to n are
 * appended if there is more than one machine. {@code {R:3}} counts from 3 upwards and {@code {R:3,F:2}} fills the
 * number up to two digits; everything else in braces is plain text. No name stays no name.
 */
public final class InstanceNames {

    private final String pattern;
    private final int count;

    public InstanceNames(String pattern, int count) {
        this.pattern = pattern.strip();
        this.count = count;
    }

    /**
     * The name of one machine.
     *
     * @param position 0 for the first
     */
    public String name(int position) {
        if (NamePattern.counts(pattern)) {
            return NamePattern.expanded(pattern, position);
        }
        return pattern.isEmpty() || count == 1 ? pattern : pattern + (position + 1);
    }
}
