package shop.cvm.network;

import java.util.StringJoiner;

/**
 * A range of IPv4 addresses, written like {@code 172.16.0.0/20}.
 *
 * @param network first address of the range as a number
 * @param prefix number of leading bits that all its addresses share, 0 to 30
 */
public record Cidr(long network, int prefix) {

    private static final int BITS = 32;

    public Cidr {
        if (prefix < 0 || prefix > 30 || network < 0 || network % size(prefix) != 0) {
            throw new IllegalArgumentException("Not the first address of a range: " + network + "/" + prefix);
        }
    }

    /**
     * The range that the text describes.
     *
     * @throws IllegalArgumentException if it is not of the form {@code a.b.c.d/n} with a first address and n up to 30
     */
    public static Cidr of(String text) {
        String[] parts = text.split("[./]", -1);
        if (parts.length != 5 || text.indexOf('/') < text.lastIndexOf('.')) {
            throw new IllegalArgumentException("Not a range of addresses like 172.16.0.0/20: " + text);
        }
        long address = 0;
        for (int i = 0; i < 4; i++) {
            address = address << 8 | octet(parts[i]);
        }
        return new Cidr(address, Integer.parseInt(parts[4]));
    }

    /** How many addresses the range has, with its network and broadcast address. */
    public long size() {
        return size(prefix);
    }

    /**
     * The address this many after the first one.
     *
     * @param offset 0 or more and less than {@link #size()}
     */
    public String address(long offset) {
        if (offset < 0 || offset >= size()) {
            throw new IllegalArgumentException("No address number " + offset + " in " + this);
        }
        return dotted(network + offset);
    }

    /** Part of this range: the one with this number when it is cut into ranges of a longer prefix. */
    public Cidr part(int number, int longerPrefix) {
        long start = number * size(longerPrefix);
        if (number < 0 || longerPrefix < prefix || start >= size()) {
            throw new IllegalArgumentException("No part " + number + " of /" + longerPrefix + " in " + this);
        }
        return new Cidr(network + start, longerPrefix);
    }

    @Override
    public String toString() {
        return dotted(network) + "/" + prefix;
    }

    private static long size(int prefix) {
        return 1L << (BITS - prefix);
    }

    private static int octet(String text) {
        int octet = Integer.parseInt(text);
        if (octet < 0 || octet > 255) {
            throw new IllegalArgumentException("No part of an address: " + text);
        }
        return octet;
    }

    private static String dotted(long address) {
        StringJoiner dotted = new StringJoiner(".");
        for (int shift = BITS - 8; shift >= 0; shift -= 8) {
            dotted.add(Long.toString(address >> shift & 0xff));
        }
        return dotted.toString();
    }
}
