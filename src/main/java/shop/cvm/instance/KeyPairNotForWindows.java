package shop.cvm.instance;

/** Windows lets nobody in by a key pair ({@code domain.md} 2.5). */
public class KeyPairNotForWindows extends RuntimeException {

    KeyPairNotForWindows() {
        super("A machine with Windows takes no key pair as login");
    }
}
