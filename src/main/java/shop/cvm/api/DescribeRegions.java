package shop.cvm.api;

import org.springframework.stereotype.Component;

/** All regions, sold or not. */
@Component
class DescribeRegions implements Action<Action.Nothing, Places.Regions> {

    private final Places places;

    DescribeRegions(Places places) {
        this.places = places;
    }

    @Override
    public Class<Nothing> request() {
        return Nothing.class;
    }

    @Override
    public boolean needsRegion() {
        return false;
    }

    @Override
    public Places.Regions perform(Call call, Nothing request) {
        return places.regions(call.language());
    }
}
