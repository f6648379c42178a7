package shop.cvm.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds in Java sources what is gone in the bytecode: missing Javadoc, and binary fractions in local variables. */
class JavaSources extends TreePathScanner<Void, DocTrees> {

    private static final Set<TypeKind> FRACTION_TYPES = Set.of(TypeKind.DOUBLE, TypeKind.FLOAT);
    private static final Set<Tree.Kind> FRACTION_LITERALS = Set.of(Tree.Kind.DOUBLE_LITERAL, Tree.Kind.FLOAT_LITERAL);

    private final List<String> faults = new ArrayList<>();

    private JavaSources() {}

    static List<String> faults(Iterable<? extends JavaFileObject> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, null, null, null, files);
        var sources = new JavaSources();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                sources.scan(unit, DocTrees.instance(task));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources.faults;
    }

    static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Override
    public Void visitClass(ClassTree type, DocTrees docs) {
        TreePath path = getCurrentPath();
        boolean topLevel = path.getParentPath().getLeaf() instanceof CompilationUnitTree;
        if (topLevel && type.getModifiers().getFlags().contains(Modifier.PUBLIC) && isBlank(docs.getDocComment(path))) {
            add(type.getSimpleName() + " is public and does not say what it is for");
        }
        return super.visitClass(type, docs);
    }

    @Override
    public Void visitPrimitiveType(PrimitiveTypeTree type, DocTrees docs) {
        if (FRACTION_TYPES.contains(type.getPrimitiveTypeKind())) {
            add(type + " is a binary fraction; amounts, rates and factors are decimal");
        }
        return super.visitPrimitiveType(type, docs);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, DocTrees docs) {
        if (FRACTION_LITERALS.contains(literal.getKind())) {
            add(literal + " is a binary fraction; amounts, rates and factors are decimal");
        }
        return super.visitLiteral(literal, docs);
    }

    private void add(String fault) {
        faults.add(getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + fault);
    }

    private static boolean isBlank(String comment) {
        return comment == null || comment.isBlank();
    }
}
