package shop.cvm;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Listens to what is sent to the database: once for each statement, or batch, or statements in one go. */
@TestComponent
public class RoundTrips implements BeanPostProcessor {

    private static final ThreadLocal<List<String>> HEARD = new ThreadLocal<>();

    /** What this thread sends while it does this; commits do not count. */
    public static List<String> of(Runnable work) {
        List<String> sent = new ArrayList<>();
        HEARD.set(sent);
        try {
            work.run();
        } finally {
            HEARD.remove();
        }
        return sent;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Overheard(source) : bean;
    }

    private static class Overheard extends DelegatingDataSource {

        Overheard(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            if (HEARD.get() == null) {
                return connection;
            }
            return proxy(Connection.class, (proxy, method, args) -> {
                Object result = call(connection, method, args);
                return switch (method.getName()) {
                    case "prepareStatement" ->
                        proxy(PreparedStatement.class, new Listener((Statement) result, (String) args[0]));
                    case "createStatement" -> proxy(Statement.class, new Listener((Statement) result, ""));
                    default -> result;
                };
            });
        }
    }

    /** @param prepared what it was prepared with */
    private record Listener(Statement statement, String prepared) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
            List<String> heard = HEARD.get();
            if (heard != null && method.getName().startsWith("execute")) {
                heard.add(args == null ? prepared : String.valueOf(args[0]));
            }
            return call(statement, method, args);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
