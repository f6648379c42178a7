package shop.cvm.web.purchase;

import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.cvm.v20170312.CvmClient;
import com.tencentcloudapi.cvm.v20170312.models.RunInstancesRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java code as the page shows it, compiled against the vendor's client and run: what it would send is caught by a client
 * that sends nothing.
 */
final class CompiledJava {

    private static final String CLASS = """
            import com.tencentcloudapi.common.Credential;
            import com.tencentcloudapi.cvm.v20170312.models.*;

            public class Shown {

                public static Object[] run(String secretId, String secretKey) throws Exception {
            %s
                    return new Object[] {client.region, client.sent, instanceIds};
                }

                static class CvmClient extends com.tencentcloudapi.cvm.v20170312.CvmClient {

                    final String region;
                    RunInstancesRequest sent;

                    CvmClient(Credential credential, String region) {
                        super(credential, region);
                        this.region = region;
                    }

                    @Override
                    public RunInstancesResponse RunInstances(RunInstancesRequest request) {
                        sent = request;
                        return new RunInstancesResponse();
                    }
                }
            }
            """;

    private final Path folder;

    /** @param folder where compiled classes go */
    CompiledJava(Path folder) {
        this.folder = folder;
    }

    /**
     * What the code sends.
     *
     * @param request as JSON
     */
    record Sent(String region, String request) {}

    /** @throws AssertionError with what the compiler says, if it is no Java for this client */
    Sent run(String code) throws Exception {
        compile(CLASS.formatted(code));
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, CompiledJava.class.getClassLoader())) {
            Object[] result = (Object[]) classes.loadClass("Shown")
                    .getMethod("run", String.class, String.class)
                    .invoke(null, "id", "key");
            return new Sent((String) result[0], AbstractModel.toJsonString((RunInstancesRequest) result[1]));
        }
    }

    private void compile(String source) throws IOException {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Shown.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", client());
        if (!compiler.getTask(said, null, null, options, null, List.of(file)).call()) {
            throw new AssertionError(said + "\n" + source);
        }
    }

    /** The vendor's client and what it is made of. */
    private static String client() {
        return Stream.of(CvmClient.class, Credential.class)
                .map(CompiledJava::placeOf)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
