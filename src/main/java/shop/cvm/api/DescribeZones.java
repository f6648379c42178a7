package shop.cvm.api;

import org.springframework.stereotype.Component;

/** All zones of the region, sold or not. */
@Component
class DescribeZones implements Action<Action.Nothing, Places.Zones> {

    private final Places places;

    DescribeZones(Places places) {
        this.places = places;
    }

    @Override
    public Class<Nothing> request() {
        return Nothing.class;
    }

    @Override
    public Places.Zones perform(Call call, Nothing request) {
        return places.zones(call.region(), call.language());
    }
}
