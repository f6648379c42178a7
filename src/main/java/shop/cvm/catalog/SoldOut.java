package shop.cvm.catalog;

/** A zone has fewer machines of a type than were asked for. Nothing was taken. */
public class SoldOut extends RuntimeException {

    private final String zone;
    private final String instanceType;
    private final int wanted;

    SoldOut(String zone, String instanceType, int wanted) {
        super("Zone " + zone + " has no " + wanted + " machines of type " + instanceType
                + " left; choose another zone or type");
        this.zone = zone;
        this.instanceType = instanceType;
        this.wanted = wanted;
    }

    public String zone() {
        return zone;
    }

    public String instanceType() {
        return instanceType;
    }

    public int wanted() {
        return wanted;
    }
}
