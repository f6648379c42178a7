package shop.cvm.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Tag;

/** Gives an instance tags, and takes others away. */
@Component
class ModifyResourceTags implements Action<ModifyResourceTags.Request, Action.Done> {

    private static final Pattern RESOURCE =
            Pattern.compile("qcs:[^:]*:cvm:([a-z0-9-]*):[^:]*:instance/(ins-[a-z0-9]{8})");

    private final Instances instances;
    private final InstanceTags tags;

    ModifyResourceTags(Instances instances, InstanceTags tags) {
        this.instances = instances;
        this.tags = tags;
    }

    record Replaced(@Nullable String tagKey, @Nullable String tagValue) {}

    record Deleted(@Nullable String tagKey) {}

    record Request(@Nullable String resource, List<Replaced> replaceTags, List<Deleted> deleteTags) {}

    @Override
    public Version version() {
        return Version.TAG;
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Done perform(Call call, Request request) {
        InstanceId named = named(call, request.resource());
        List<Tag> set = request.replaceTags().stream()
                .map(tag -> Wishes.tag("ReplaceTags.TagKey", tag.tagKey(), tag.tagValue()))
                .toList();
        Wishes.requireDistinct(set);
        Set<String> removed = request.deleteTags().stream()
                .map(tag -> Wishes.tag("DeleteTags.TagKey", tag.tagKey(), "").key())
                .collect(Collectors.toSet());
        if (set.isEmpty() && removed.isEmpty()) {
            throw Fault.MISSING.refusal("ReplaceTags");
        }
        if (set.stream().map(Tag::key).anyMatch(removed::contains)) {
            throw Fault.COMBINATION.refusal("ReplaceTags", "DeleteTags");
        }
        tags.change(call.account(), named, set, removed);
        return new Done();
    }

    private InstanceId named(Call call, @Nullable String resource) {
        if (resource == null || resource.isEmpty()) {
            throw Fault.MISSING.refusal("Resource");
        }
        Matcher parts = RESOURCE.matcher(resource);
        if (!parts.matches()) {
            throw Fault.MALFORMED_RESOURCE.refusal(resource);
        }
        Instance instance = instances.instance(call.account(), new InstanceId(parts.group(2)));
        if (!instance.shape().regionId().equals(parts.group(1))) {
            throw Fault.UNKNOWN_INSTANCE.refusal();
        }
        return instance.id();
    }
}
