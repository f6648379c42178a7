package shop.cvm.catalog;

/**
 * A public image.
 *
 * @param id for example {@code img-487zeit5}
 * @param platform the page's "Operating system", for example "Ubuntu"
 * @param osType what the price depends on
 * @param version for example "22.04"
 * @param name for example "Ubuntu 22.04 64-bit"
 * @param architecture x86_64, i386 or arm64
 * @param listed whether it is offered for new machines
 */
public record Image(
        String id,
        String platform,
        OsType osType,
        String version,
        Localized name,
        String architecture,
        boolean listed) {

    /** The user a new machine lets in ({@code domain.md} 2.3). */
    public String loginUser() {
        if (osType == OsType.WINDOWS) {
            return "Administrator";
        }
        return "Ubuntu".equals(platform) ? "ubuntu" : "root";
    }
}
