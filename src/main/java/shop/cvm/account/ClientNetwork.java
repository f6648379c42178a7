package shop.cvm.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom a client address stands for: itself, or with IPv6, where one customer has 2^64 of them, its network. */
final class ClientNetwork {

    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** The address, or the first 64 bits of it; what is no address stands for itself. */
    static String of(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // With a colon in it nothing is looked up.
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address ? network(parsed) : parsed.getHostAddress();
        } catch (UnknownHostException nonsense) {
            return address;
        }
    }

    private static String network(InetAddress address) {
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES));
    }
}
