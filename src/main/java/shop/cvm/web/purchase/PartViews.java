package shop.cvm.web.purchase;

import java.util.List;
import java.util.function.Supplier;
import shop.cvm.pricing.Quote;
import shop.cvm.web.Show;

/** What each part of the page shows, for one picture and one reader: a view for its template, finished HTML, or mere text. */
final class PartViews {

    private final PlaceViews place;
    private final ModelViews models;
    private final HardwareViews hardware;
    private final MachineViews machine;
    private final SettingViews settings;
    private final QuantityViews quantity;
    private final QuoteViews summary;
    private final EvenViews even;
    private final SmallPrint smallPrint;
    private final NoteViews notes;
    private final UnitPrices prices;
    private final Selection selection;
    private final Reader reader;
    private final Words words;
    private final String icons;

    PartViews(Picture picture, Priced priced, Reader reader, Words words, Show show, String icons) {
        Quote quote = priced.quote();
        this.selection = picture.selection();
        this.reader = reader;
        this.words = words;
        this.icons = icons;
        this.prices = new UnitPrices(picture, words, show);
        this.place = new PlaceViews(picture, words);
        this.models = new ModelViews(picture, words, show);
        this.hardware = new HardwareViews(picture, words, show);
        this.machine = new MachineViews(picture, words, show, prices);
        this.settings = new SettingViews(picture, words, show);
        this.quantity = new QuantityViews(picture, reader, words, show);
        this.summary = new QuoteViews(picture, words, show, quote, priced.days(), priced.until());
        this.even = new EvenViews(picture, words, show, quote, summary.steps());
        this.smallPrint = new SmallPrint(picture, words, show, quote);
        this.notes = new NoteViews(picture.shelf().catalog(), picture.changes(), words);
    }

    /** The view of a part that has a template, or the content of one that has none. */
    Object of(Part part) {
        return switch (part) {
            case NOTES -> notes.notes();
            case TOC_LOGIN -> settings.isLoginOpen();
            case TOC_QUANTITY -> quantity.isTooMany();
            case METHODS -> settings.methods();
            case REGIONS -> place.areas();
            case ZONES -> place.zones();
            case SERIES -> models.series();
            case MODELS -> models.models();
            case MODEL_FACTS -> models.facts();
            case HARDWARE -> hardware.table();
            case SYSTEMS -> machine.systems();
            case VERSIONS -> machine.versions();
            case SYSTEM_DISK -> machine.systemDisk();
            case SYSTEM_DISK_PRICE -> prices.disk(selection.systemDisk());
            case DATA_DISKS -> machine.dataDisks();
            case DATA_DISK_PRICES -> throw new IllegalArgumentException("A text for each disk, not one");
            case NETWORKS -> settings.networks();
            case INTERNET -> settings.internet();
            case NETWORK_HINT -> settings.networkHint();
            case BANDWIDTH -> settings.bandwidth(prices.bandwidth());
            case BANDWIDTH_PRICE -> prices.bandwidth();
            case NAME -> selection.name();
            case NAME_HINT -> settings.nameHint();
            case HOST_NAME -> selection.hostName();
            case HOST_NAME_HINT -> settings.hostNameHint();
            case LOGIN -> settings.logins();
            case LOGIN_HINT -> settings.loginHint();
            case GROUPS -> settings.groups();
            case GROUP_HINT -> settings.groupHint();
            case COUNTS -> quantity.count();
            case QUOTA -> quota();
            case DURATION -> quantity.duration();
            case EXPIRY -> quantity.expiry();
            case API_JSON -> request(() -> new RunInstancesJson(selection).text());
            case API_JAVA -> request(() -> new JavaCode(selection).text());
            case API_TERRAFORM -> request(() -> new TerraformCode(selection).text());
            case QUOTE_LINES -> html().lines(summary.lines());
            case QUOTE_LABEL -> summary.label();
            case QUOTE_TOTAL -> summary.total();
            case QUOTE_PER -> summary.per();
            case QUOTE_EVEN -> html().even(even.even());
            case QUOTE_INCLUDED -> html().bullets(smallPrint.included());
            case QUOTE_SEPARATE -> html().bullets(smallPrint.separate());
            case QUOTE_DETAILS -> html().details(smallPrint.details());
        };
    }

    /** A form of the API request, or why there is none. */
    private Object request(Supplier<String> form) {
        if (RunInstancesJson.canAskFor(selection)) {
            return form.get();
        }
        boolean isOfDay = selection.time().day() != null;
        return html().aside(words.of(isOfDay ? "purchase.api.day" : "purchase.api.basic"));
    }

    /** What the customer may still buy here; empty for visitors. */
    private String quota() {
        return reader.quota()
                .get()
                .map(left -> words.of("purchase.quota." + left.chargeType(), left.remaining(), left.total()))
                .orElse("");
    }

    private QuoteHtml html() {
        return new QuoteHtml(words, icons);
    }

    /** Price of each data disk, in words. */
    List<String> dataDiskPrices() {
        return selection.dataDisks().stream().map(prices::disk).toList();
    }
}
