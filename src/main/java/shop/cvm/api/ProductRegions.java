package shop.cvm.api;

import org.springframework.stereotype.Component;

/** All regions, by the product {@code region}. */
@Component
class ProductRegions implements Action<ProductRequest, Places.Regions> {

    private final Places places;

    ProductRegions(Places places) {
        this.places = places;
    }

    @Override
    public String name() {
        return "DescribeRegions";
    }

    @Override
    public Version version() {
        return Version.REGION;
    }

    @Override
    public Class<ProductRequest> request() {
        return ProductRequest.class;
    }

    @Override
    public Places.Regions perform(Call call, ProductRequest request) {
        request.requireMachines();
        return places.regions(call.language());
    }
}
