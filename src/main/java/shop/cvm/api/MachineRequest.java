package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code RunInstances} and its price are asked for (sections 9 and 10.2 of the contract). What is no record here is
 * known and changes nothing, or is not sold.
 */
record MachineRequest(
        @Nullable Placement placement,
        @Nullable String imageId,
        @Nullable String instanceChargeType,
        @Nullable Prepaid instanceChargePrepaid,
        @Nullable String instanceType,
        @Nullable SystemDisk systemDisk,
        List<DataDisk> dataDisks,
        @Nullable Network virtualPrivateCloud,
        @Nullable Internet internetAccessible,
        @Nullable Long instanceCount,
        @Nullable Long minCount,
        @Nullable String instanceName,
        @Nullable Login loginSettings,
        List<String> securityGroupIds,
        @Nullable JsonNode enhancedService,
        @Nullable String clientToken,
        @Nullable String hostName,
        @Nullable Timer actionTimer,
        @Nullable JsonNode disasterRecoverGroupIds,
        List<TagSpecification> tagSpecification,
        @Nullable JsonNode instanceMarketOptions,
        @Nullable String userData,
        @Nullable Boolean dryRun,
        @Nullable JsonNode camRoleName,
        @Nullable JsonNode hpcClusterId,
        @Nullable JsonNode launchTemplate,
        @Nullable JsonNode dedicatedClusterId,
        @Nullable JsonNode chcIds,
        @Nullable Boolean disableApiTermination,
        @Nullable JsonNode enableJumboFrame,
        @Nullable JsonNode metadata,
        @Nullable JsonNode cpuTopology,
        @Nullable JsonNode partitionNumber,
        @Nullable JsonNode networkInterfaces,
        @Nullable JsonNode templateDataModifyAction) {

    record Placement(
            @Nullable String zone,
            @Nullable Long projectId,
            @Nullable JsonNode hostIds,
            @Nullable JsonNode hostId,
            @Nullable JsonNode hostIps,
            @Nullable JsonNode dedicatedResourcePackTenancy,
            @Nullable JsonNode dedicatedResourcePackIds,
            @Nullable JsonNode rackId) {}

    record Prepaid(@Nullable Long period, @Nullable String renewFlag) {}

    record SystemDisk(
            @Nullable String diskType,
            @Nullable Long diskSize,
            @Nullable JsonNode diskId,
            @Nullable JsonNode diskName,
            @Nullable JsonNode cdcId,
            @Nullable JsonNode encrypt,
            @Nullable JsonNode kmsKeyId) {}

    record DataDisk(
            @Nullable String diskType,
            @Nullable Long diskSize,
            @Nullable Boolean deleteWithInstance,
            @Nullable JsonNode diskId,
            @Nullable JsonNode diskName,
            @Nullable JsonNode snapshotId,
            @Nullable JsonNode encrypt,
            @Nullable JsonNode kmsKeyId,
            @Nullable JsonNode throughputPerformance,
            @Nullable JsonNode cdcId,
            @Nullable JsonNode burstPerformance) {}

    record Network(
            @Nullable String vpcId,
            @Nullable String subnetId,
            @Nullable JsonNode asVpcGateway,
            @Nullable JsonNode privateIpAddresses,
            @Nullable JsonNode ipv6AddressCount) {}

    record Internet(
            @Nullable String internetChargeType,
            @Nullable Long internetMaxBandwidthOut,
            @Nullable Boolean publicIpAssigned,
            @Nullable JsonNode bandwidthPackageId,
            @Nullable String internetServiceProvider,
            @Nullable String iPv4AddressType,
            @Nullable JsonNode iPv6AddressType,
            @Nullable JsonNode antiDDoSPackageId) {}

    record Login(
            @Nullable String password,
            List<String> keyIds,
            @Nullable String keepImageLogin) {

        @Override
        public String toString() {
            return "Login";
        }
    }

    record Timer(
            @Nullable String timerAction,
            @Nullable String actionTime,
            @Nullable JsonNode externals,
            @Nullable JsonNode actionTimerId,
            @Nullable JsonNode status,
            @Nullable JsonNode instanceId) {}

    record TagSpecification(@Nullable String resourceType, List<Tag> tags) {}

    record Tag(@Nullable String key, @Nullable String value) {}
}
