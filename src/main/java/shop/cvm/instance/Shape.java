package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;

/**
 * What the catalogue said of a machine when it was bought or configured; it stays true when the catalogue changes.
 *
 * @param osName name of the image in English
 * @param loginUser the user the machine lets in
 */
@Embeddable
public record Shape(
        String regionId,
        int vcpu,
        int memoryGib,
        @Enumerated(EnumType.STRING) OsType osType,
        String osName,
        String loginUser) {

    Shape of(InstanceType type) {
        return new Shape(regionId, type.vcpu(), type.memoryGib(), osType, osName, loginUser);
    }

    Shape of(Image image) {
        return new Shape(regionId, vcpu, memoryGib, image.osType(), image.name().english(), image.loginUser());
    }

    static Shape of(String region, InstanceType type, Image image) {
        return new Shape(
                region,
                type.vcpu(),
                type.memoryGib(),
                image.osType(),
                image.name().english(),
                image.loginUser());
    }
}
