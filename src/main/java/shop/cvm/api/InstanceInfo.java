package shop.cvm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance as the API tells it (section 9.2 of the contract). */
record InstanceInfo(
        Placement placement,
        String instanceId,
        String instanceType,
        @JsonProperty("CPU") int cpu,
        int memory,
        String instanceName,
        String imageId,
        String osName,
        String uuid,
        String instanceState,
        String restrictState,
        String isolatedSource,
        String stopChargingMode,
        String instanceChargeType,
        @Nullable String renewFlag,
        @Nullable String expiredTime,
        String createdTime,
        SystemDisk systemDisk,
        List<DataDisk> dataDisks,
        List<String> privateIpAddresses,
        @Nullable List<String> publicIpAddresses,
        Internet internetAccessible,
        Vpc virtualPrivateCloud,
        Login loginSettings,
        List<String> securityGroupIds,
        List<Tag> tags,
        String latestOperation,
        String latestOperationState,
        @Nullable String latestOperationRequestId,
        boolean disableApiTermination,
        String defaultLoginUser,
        int defaultLoginPort,
        String licenseType,
        String camRoleName,
        String hpcClusterId,
        String disasterRecoverGroupId,
        List<String> disasterRecoverGroupIds,
        String dedicatedClusterId) {

    record Placement(String zone, int projectId) {}

    record SystemDisk(String diskType, String diskId, int diskSize, boolean encrypt) {}

    record DataDisk(
            String diskType,
            String diskId,
            int diskSize,
            boolean deleteWithInstance,
            boolean encrypt,
            int throughputPerformance) {}

    record Internet(String internetChargeType, int internetMaxBandwidthOut, boolean publicIpAssigned) {}

    record Vpc(String vpcId, String subnetId, boolean asVpcGateway) {}

    record Tag(String key, String value) {}

    record Login(@Nullable List<String> keyIds) {}
}
