package shop.cvm.api;

import org.springframework.stereotype.Component;
import shop.cvm.catalog.Region;

/** The zones of the region, or all, by the product {@code api}. */
@Component
class ApiZones implements Action<ProductRequest, Places.Zones> {

    private final Places places;

    ApiZones(Places places) {
        this.places = places;
    }

    @Override
    public String name() {
        return "DescribeZones";
    }

    @Override
    public Version version() {
        return Version.API;
    }

    @Override
    public Class<ProductRequest> request() {
        return ProductRequest.class;
    }

    @Override
    public Places.Zones perform(Call call, ProductRequest request) {
        request.requireMachines();
        Region region = call.place();
        return region == null ? places.zones(call.language()) : places.zones(region, call.language());
    }
}
