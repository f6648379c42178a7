package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceBatches;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.Login;

/** Gives instances another password, all the same one. */
@Component
class ResetInstancesPassword implements Action<ResetInstancesPassword.Request, Action.Done> {

    private final Targets targets;
    private final InstanceBatches instances;

    ResetInstancesPassword(Targets targets, InstanceBatches instances) {
        this.targets = targets;
        this.instances = instances;
    }

    record Request(
            List<String> instanceIds,
            @Nullable String password,
            @Nullable String userName,
            @Nullable Boolean forceStop) {

        @Override
        public String toString() {
            return "ResetInstancesPassword";
        }
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
        List<Instance> named = targets.all(call, request.instanceIds());
        String password = request.password();
        if (password == null || password.isEmpty()) {
            throw Fault.MISSING.refusal("Password");
        }
        requireLoginUser(named, request.userName());
        try {
            instances.resetPassword(
                    call.account(),
                    named.stream().map(Instance::id).toList(),
                    Login.password(password),
                    Text.isTrue(request.forceStop()));
        } catch (InvalidPassword invalid) {
            throw Fault.INVALID_NEW_PASSWORD.refusal();
        }
        return new Done();
    }

    /** The user that the image lets in is the only one whose password the shop knows how to set. */
    private static void requireLoginUser(List<Instance> named, @Nullable String user) {
        boolean other = user != null
                && !user.isEmpty()
                && named.stream().anyMatch(one -> !one.shape().loginUser().equals(user));
        if (other) {
            throw Fault.NOT_SUPPORTED.refusal("UserName");
        }
    }
}
