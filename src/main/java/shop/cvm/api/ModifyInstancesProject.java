package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts instances into a project; there is one, in which they are. */
@Component
class ModifyInstancesProject implements Action<ModifyInstancesProject.Request, Action.Done> {

    private final Targets targets;

    ModifyInstancesProject(Targets targets) {
        this.targets = targets;
    }

    record Request(List<String> instanceIds, @Nullable Long projectId) {}

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
        targets.all(call, request.instanceIds()).forEach(Targets::settled);
        Long project = request.projectId();
        if (project == null) {
            throw Fault.MISSING.refusal("ProjectId");
        }
        if (project != 0) {
            throw Fault.UNKNOWN_PROJECT.refusal(project);
        }
        return new Done();
    }
}
