package shop.cvm.instance;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import shop.cvm.catalog.OsType;

/** What a password of a machine must look like ({@code domain.md} 2.3), and passwords that do. */
public enum PasswordRule {
    LINUX(8, 2),
    WINDOWS(12, 3);

    private static final int LONGEST = 30;
    private static final int RANDOM_LENGTH = 16;
    private static final String SPECIALS = "()`~!@#$%^&*-+=_|{}[]:;'<>,.?/";
    private static final List<String> CLASSES =
            List.of("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", SPECIALS);
    /** Without characters that look alike or that a shell takes for its own. */
    private static final List<String> LEGIBLE =
            List.of("abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+=_:,.@");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int shortest;
    private final int classes;

    PasswordRule(int shortest, int classes) {
        this.shortest = shortest;
        this.classes = classes;
    }

    public static PasswordRule of(OsType osType) {
        return osType == OsType.WINDOWS ? WINDOWS : LINUX;
    }

    /** Fewest characters. */
    public int shortest() {
        return shortest;
    }

    /** Most characters. */
    public int longest() {
        return LONGEST;
    }

    /** How many of the four classes it has characters of, at least: lower case, upper case, digits, special ones. */
    public int classes() {
        return classes;
    }

    /** The special characters that are allowed. */
    public String specials() {
        return SPECIALS;
    }

    /** The rules this password breaks; none if it can be used. */
    Set<PasswordFault> faults(String password) {
        Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);
        if (password.length() < shortest || password.length() > LONGEST) {
            faults.add(PasswordFault.LENGTH);
        }
        if (password.chars().anyMatch(character -> CLASSES.stream().noneMatch(of -> of.indexOf(character) >= 0))) {
            faults.add(PasswordFault.CHARACTERS);
        }
        if (classesIn(password) < classes) {
            faults.add(PasswordFault.CLASSES);
        }
        if (password.startsWith("/")) {
            faults.add(PasswordFault.LEADING_SLASH);
        }
        if (this == WINDOWS && password.toLowerCase(Locale.ROOT).contains("administrator")) {
            faults.add(PasswordFault.CONTAINS_USER);
        }
        return faults;
    }

    /** @throws InvalidPassword if this password breaks a rule */
    void require(String password, OsType osType) {
        Set<PasswordFault> faults = faults(password);
        if (!faults.isEmpty()) {
            throw new InvalidPassword(osType, faults);
        }
    }

    /** A password nobody can guess, with characters of every class, good for either rule. */
    static String random() {
        List<Character> characters = new ArrayList<>();
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            String from = LEGIBLE.get(i % LEGIBLE.size());
            characters.add(from.charAt(RANDOM.nextInt(from.length())));
        }
        Collections.shuffle(characters, RANDOM);
        StringBuilder password = new StringBuilder();
        characters.forEach(password::append);
        return password.toString();
    }

    private static long classesIn(String password) {
        return CLASSES.stream()
                .filter(of -> password.chars().anyMatch(character -> of.indexOf(character) >= 0))
                .count();
    }
}
