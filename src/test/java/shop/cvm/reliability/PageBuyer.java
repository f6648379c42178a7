package shop.cvm.reliability;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;

/**
 * Somebody with a browser without script, with a session and the tokens that forms carry: checks out, places the order
 * and pays it from the balance. A proxy would lead each request to a node that is there; here the next one is asked.
 */
final class PageBuyer implements Buyers.Buyer {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Nodes nodes;
    private final Books books;
    private final Answers answers;
    private final HttpVisitor browser;
    private int node;
    private int customer = -1;

    PageBuyer(Nodes nodes, Books books, Answers answers) {
        this.nodes = nodes;
        this.books = books;
        this.answers = answers;
        this.browser = new HttpVisitor(nodes.port(0));
    }

    @Override
    public void buy(Wish wish) {
        node = wish.firstNode();
        if (customer < 0) {
            customer = wish.customer();
            signIn();
        }
        Page checkout = until(() -> browser.open(wish.checkout()), page -> page.status() == 200);
        String token = checkout.document().select("input[name=token]").attr("value");
        Page placed = until(() -> browser.submit(checkout, "/orders", Map.of()), PageBuyer::leadsToAnOrder);
        String order = placed.location();
        pay(order);
        books.acknowledgeOrder(token, order.substring("/orders/".length()));
    }

    /** Whether a payment without an answer came through, the order's own page tells. */
    private void pay(String order) {
        until(
                () -> {
                    Page page = browser.open(order);
                    return isOpen(page, order)
                            ? browser.submit(page, order + "/payment", Map.of("method", "BALANCE"))
                            : page;
                },
                page -> leadsToAnOrder(page) || isPaid(page, order));
    }

    private static boolean isOpen(Page page, String order) {
        return page.status() == 200
                && !page.document()
                        .select("form[action='" + order + "/payment']")
                        .isEmpty();
    }

    private static boolean isPaid(Page page, String order) {
        return page.status() == 200
                && !isOpen(page, order)
                && page.document()
                        .select("form[action='" + order + "/cancellation']")
                        .isEmpty()
                && page.body().contains(order.substring("/orders/".length()));
    }

    private static boolean leadsToAnOrder(Page page) {
        return page.header("Location").contains("/orders/");
    }

    private void signIn() {
        Customer who = new Customer(customer);
        until(
                () -> {
                    Page form = browser.open("/sign-in");
                    return form.status() == 200
                            ? browser.submit(form, "/sign-in", Map.of("email", who.email(), "password", who.password()))
                            : form;
                },
                page -> page.status() / 100 == 3 && !page.header("Location").contains("/sign-in"));
    }

    /** Does it at one node after the other until it is answered like this. */
    private Page until(Supplier<Page> step, Predicate<Page> wanted) {
        Retries retries = new Retries("Purchase by page", PATIENCE);
        while (true) {
            browser.movesTo(nodes.port(node % nodes.count()));
            long asked = System.nanoTime();
            Optional<Page> answer = attempt(step);
            Duration waited = Duration.ofNanos(System.nanoTime() - asked);
            if (answer.filter(wanted).isPresent()) {
                return answer.get();
            }
            answer.ifPresentOrElse(page -> unwanted(page, waited), () -> answers.count("page no answer", waited));
            retries.pause();
            node++;
        }
    }

    private void unwanted(Page page, Duration waited) {
        if (page.status() / 100 == 3) {
            answers.count("page " + page.status() + " to " + page.location(), waited);
            signInAgain(page);
        } else {
            answers.fault(page, waited);
        }
    }

    private void signInAgain(Page page) {
        if (page.header("Location").contains("/sign-in")) {
            signIn();
        }
    }

    /** Empty if nobody answered. */
    private static Optional<Page> attempt(Supplier<Page> step) {
        try {
            return Optional.of(step.get());
        } catch (AssertionError failed) {
            if (failed.getCause() instanceof java.io.IOException) {
                return Optional.empty();
            }
            throw failed;
        }
    }
}
