package shop.cvm.web.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Tag;
import shop.cvm.instance.TerminationPlan;

/**
 * A row of the list of instances.
 *
 * @param view the instance
 * @param tags its tags
 * @param plan what is settled about its end; null for nothing
 */
record ListRow(InstanceView view, List<Tag> tags, @Nullable TerminationPlan plan) {}
