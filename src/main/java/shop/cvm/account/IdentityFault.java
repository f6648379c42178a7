package shop.cvm.account;

/** Why a name and a number cannot be somebody's. */
public enum IdentityFault {
    /** Empty, longer than 60 characters, or with digits or control characters. */
    NAME,
    /** Not 6 to 20 letters and digits. */
    NUMBER
}
