package shop.cvm.instance;

/** Where an instance is in its life; the names are those of the cloud API ({@code domain.md} 9.1). */
public enum InstanceState {
    /** Paid and being made. */
    PENDING,
    /** It runs. */
    RUNNING;

    /** Whether an instance in this state can get into that one. */
    public boolean canBecome(InstanceState next) {
        return this == PENDING && next == RUNNING;
    }
}
