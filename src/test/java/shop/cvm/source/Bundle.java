package shop.cvm.source;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The messages of one group in both languages. */
record Bundle(String group, SortedMap<String, String> english, SortedMap<String, String> chinese) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** What is the same in both languages: names, units, abbreviations, code. */
    private static final Pattern UNTRANSLATED =
            Pattern.compile("\\b(CVM Shop|CVM|Shop|English|zh-CN|Java|SDK|Terraform|JSON|API|HTTP|CSV"
                    + "|vCPU|GPU|CPU|GiB|GB|MB|Mbps|Gbps|pps|PPS|IOPS|GHz|CNY|USD|ID|UUID|QR|IPv4|IPv6|IP|VPC|CIDR|SSH|RDP|TCP|UDP|ICMP"
                    + "|SSD|RAID|NVMe|UTC|Linux|Windows|Server|TencentOS|Ubuntu|Debian|CentOS|x86|Arm|Intel|AMD|Xeon|EPYC|Tencent|QQ)\\b"
                    + "|[\\w.+-]+@[\\w.-]+|<[^>]*>");

    static Bundle of(String group, String english, String chinese, List<String> faults) {
        return new Bundle(group, read(group, english, faults), read(group + "_zh", chinese, faults));
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        var keys = new TreeSet<>(english.keySet());
        keys.addAll(chinese.keySet());
        for (String key : keys) {
            if (!key.startsWith(group + ".")) {
                faults.add(key + " does not start with its group's name, " + group);
            }
            if (!english.containsKey(key) || !chinese.containsKey(key)) {
                faults.add(key + " has no text in " + (english.containsKey(key) ? "Chinese" : "English"));
            } else {
                compare(key, english.get(key), chinese.get(key), faults);
            }
        }
        return faults;
    }

    private static void compare(String key, String english, String chinese, List<String> faults) {
        check(key + " in English", english, faults);
        check(key + " in Chinese", chinese, faults);
        if (!placeholders(english).equals(placeholders(chinese))) {
            faults.add(key + " takes " + placeholders(english) + " in English and " + placeholders(chinese)
                    + " in Chinese");
        }
        if (!english.equals("中文") && HAN.matcher(english).find()) {
            faults.add(key + " in English holds Chinese: " + english);
        }
        if (!HAN.matcher(chinese).find() && hasWords(chinese)) {
            faults.add(key + " in Chinese holds no Chinese: " + chinese);
        }
    }

    private static void check(String where, String text, List<String> faults) {
        if (text.isBlank()) {
            faults.add(where + " is empty");
        }
        boolean parsed = !placeholders(text).isEmpty();
        if (parsed && text.replace("''", "").contains("'")) {
            faults.add(where + " takes arguments, so its apostrophes must be doubled: " + text);
        }
        if (!parsed && text.contains("''")) {
            faults.add(where + " takes no arguments, so its doubled apostrophes will be seen: " + text);
        }
    }

    private static TreeSet<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean hasWords(String text) {
        String rest = UNTRANSLATED.matcher(text.replaceAll("\\{[^}]*}", "")).replaceAll("");
        return rest.codePoints().anyMatch(Character::isLetter);
    }

    private static SortedMap<String, String> read(String file, String text, List<String> faults) {
        var messages = new TreeMap<String, String>();
        var properties = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                if (messages.put((String) key, (String) value) != null) {
                    faults.add(key + " stands twice in " + file);
                }
                return super.put(key, value);
            }
        };
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    Stream<String> keys() {
        return english.keySet().stream();
    }
}
