package shop.cvm.account;

/** For which goods a customer's identity must be verified ({@code domain.md} 1.1). */
public enum VerificationNeed {
    NOTHING,
    /** What is billed by the hour, as in the vendor's early years. */
    POSTPAID,
    /** Every instance, as later. */
    EVERYTHING
}
