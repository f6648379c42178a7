package shop.cvm.catalog;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a start that fails for a broken file which one it is and what to do, in place of a stack trace. */
final class BrokenCatalogFileAnalyzer extends AbstractFailureAnalyzer<BrokenCatalogFile> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BrokenCatalogFile broken) {
        return new FailureAnalysis(
                "The files of the catalogue were not taken over. " + broken.getMessage(),
                "Correct that line and start again. Or start without --shop.catalog.load=CHANGED: "
                        + "a shop that has a catalogue already goes on with it.",
                broken);
    }
}
