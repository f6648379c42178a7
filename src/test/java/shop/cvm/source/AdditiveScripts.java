package shop.cvm.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script may not do while shops of the version before still work on the same tables: they read and write the
 * columns they know, and know nothing of new ones. Tables that the script itself makes are its own affair.
 */
final class AdditiveScripts {

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
    private static final Pattern CREATED = Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\w+)");
    private static final Pattern ALTERED = Pattern.compile("alter table (?:if exists )?(?:only )?(\\w+) (.*)");
    private static final Pattern UNIQUE = Pattern.compile("create unique index (?:if not exists )?\\w+ on (\\w+).*");

    /** What is in the way, and why. */
    private enum Breach {
        DROPS_A_TABLE("drop table .*", "the version before reads it"),
        DROPS_SOMETHING_ELSE("drop (view|sequence|schema) .*", "the version before may use it"),
        RENAMES("alter \\w+ .*\\brename .*", "the version before knows the old name only"),
        EMPTIES("truncate .*", "the version before still needs it");

        private final Pattern form;
        private final String reason;

        Breach(String form, String reason) {
            this.form = Pattern.compile(form);
            this.reason = reason;
        }
    }

    private AdditiveScripts() {}

    /** @return one sentence for each statement that the version before would stumble over */
    static List<String> breaches(String script) {
        List<String> breaches = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (String written :
                COMMENT.matcher(script).replaceAll("").toLowerCase(Locale.ROOT).split(";")) {
            String statement = written.strip().replaceAll("\\s+", " ");
            Matcher created = CREATED.matcher(statement);
            if (created.lookingAt()) {
                own.add(created.group(1));
            }
            reason(statement, own).forEach(reason -> breaches.add(statement + ": " + reason));
        }
        return breaches;
    }

    private static List<String> reason(String statement, Set<String> own) {
        List<String> reasons = new ArrayList<>();
        for (Breach breach : Breach.values()) {
            if (breach.form.matcher(statement).matches()) {
                reasons.add(breach.reason);
            }
        }
        Matcher unique = UNIQUE.matcher(statement);
        if (unique.matches() && !own.contains(unique.group(1))) {
            reasons.add("the version before does not know that it must be unique");
        }
        Matcher altered = ALTERED.matcher(statement);
        if (altered.matches() && !own.contains(altered.group(1))) {
            clauses(altered.group(2)).forEach(clause -> reasons.addAll(ofClause(clause)));
        }
        return reasons;
    }

    private static List<String> ofClause(String clause) {
        List<String> reasons = new ArrayList<>();
        boolean column = clause.startsWith("add column ")
                || clause.matches("add (?!column|constraint|primary|unique|" + "foreign|check).*");
        if (clause.matches("drop column .*|drop (?!constraint|column).*")) {
            reasons.add("the version before reads and writes the column");
        }
        if (column
                && clause.contains(" not null")
                && !clause.contains(" default ")
                && !clause.contains(" generated ")) {
            reasons.add("the version before inserts rows without it");
        }
        if (clause.matches("alter (column )?\\w+ set not null.*")) {
            reasons.add("the version before may leave it empty");
        }
        if (clause.matches("alter (column )?\\w+ drop default.*")) {
            reasons.add("the version before inserts rows without it");
        }
        if (clause.matches("alter (column )?\\w+ (set data )?type .*")) {
            reasons.add("the version before may write what the new type does not take");
        }
        return reasons;
    }

    /** Separated by commas that are not within parentheses. */
    private static List<String> clauses(String all) {
        List<String> clauses = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < all.length(); at++) {
            char sign = all.charAt(at);
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (sign == ',' && depth == 0) {
                clauses.add(all.substring(start, at).strip());
                start = at + 1;
            }
        }
        clauses.add(all.substring(start).strip());
        return clauses;
    }
}
