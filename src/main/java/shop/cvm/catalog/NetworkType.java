package shop.cvm.catalog;

/** The network a machine stands in. */
public enum NetworkType {
    /** The shared network of a region; only in regions opened before 2017-08-03 and for families that support it. */
    BASIC,
    /** A private network of the account, with a subnet in the machine's zone. */
    VPC
}
