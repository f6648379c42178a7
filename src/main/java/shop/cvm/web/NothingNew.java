package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/**
 * The answer to a page that asks whether something has changed since it was drawn, when nothing has. It then stays as
 * it is: nothing is announced again, and whatever has the focus keeps it.
 */
public final class NothingNew implements View {

    private static final NothingNew ANSWER = new NothingNew();

    private NothingNew() {}

    public static ModelAndView answer() {
        return new ModelAndView(ANSWER);
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
