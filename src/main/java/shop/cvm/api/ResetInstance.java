package shop.cvm.api;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceDisk;
import shop.cvm.instance.Reinstallations;
import tools.jackson.databind.JsonNode;

/** Installs an instance anew: another image or the same one on an empty system disk, with another login. */
@Component
class ResetInstance implements Action<ResetInstance.Request, Action.Done> {

    private final Targets targets;
    private final Reinstallations reinstallations;
    private final Catalog catalog;

    ResetInstance(Targets targets, Reinstallations reinstallations, Catalog catalog) {
        this.targets = targets;
        this.reinstallations = reinstallations;
        this.catalog = catalog;
    }

    record Request(
            @Nullable String instanceId,
            @Nullable String imageId,
            WantedSizes.@Nullable SystemDisk systemDisk,
            MachineRequest.@Nullable Login loginSettings,
            @Nullable JsonNode enhancedService,
            @Nullable JsonNode hostName,
            @Nullable JsonNode userData) {}

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
        Instance instance = targets.one(call, "InstanceId", request.instanceId());
        String image = image(catalog, instance, request);
        reinstallations.reinstall(call.account(), instance.id(), image, Wishes.login(request.loginSettings()));
        return new Done();
    }

    /**
     * Which image it is to get; the one that it has if none is named.
     *
     * @throws ApiRefusal if there is no such image, or something else is to change
     */
    static String image(Catalog catalog, Instance instance, Request request) {
        Unsold.require("HostName", request.hostName());
        Unsold.require("UserData", request.userData());
        if (request.systemDisk() != null) {
            requireSame(instance.disks().get(0), request.systemDisk());
        }
        String id = request.imageId();
        String wanted = id == null || id.isEmpty() ? instance.configuration().imageId() : id;
        return MachineSpecs.image(catalog.snapshot(), wanted).id();
    }

    private static void requireSame(InstanceDisk disk, WantedSizes.SystemDisk wanted) {
        Unsold.require("SystemDisk.Encrypt", wanted.encrypt(), wanted.kmsKeyId(), wanted.cdcId());
        JsonNode type = wanted.diskType();
        if (type != null && !(type.isString() && type.asString().equals(disk.diskType()))) {
            Unsold.require("SystemDisk.DiskType", type);
        }
        Long size = wanted.diskSize();
        if (size != null && size != 0 && size != disk.sizeGb()) {
            throw Fault.NOT_SUPPORTED.refusal("SystemDisk.DiskSize");
        }
    }
}
