package shop.cvm.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What goes wrong in a browser without being seen: requests to other hosts, missing files, refused or broken script. */
class Watch {

    private static final Set<String> PARTS = Set.of("stylesheet", "script", "image", "font");

    private final List<String> faults = new CopyOnWriteArrayList<>();

    void over(BrowserContext context, String home) {
        context.onRequest(request -> {
            if (request.url().startsWith("http") && !request.url().startsWith(home)) {
                faults.add("request to another host: " + request.url());
            }
        });
        context.onResponse(this::hear);
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> faults.add("script failed: " + error.error()));
    }

    private void hear(Response response) {
        if (response.status() >= 400 && PARTS.contains(response.request().resourceType())) {
            faults.add("status " + response.status() + ": " + response.url());
        }
    }

    private void hear(ConsoleMessage message) {
        boolean answer = message.text().startsWith("Failed to load resource");
        if (message.type().equals("error") && !answer) {
            faults.add("console: " + message.text());
        }
    }

    /** What has gone wrong since the last time somebody asked. */
    List<String> taken() {
        List<String> taken = List.copyOf(faults);
        faults.removeAll(taken);
        return taken;
    }
}
