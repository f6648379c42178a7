package shop.cvm.api;

import java.util.Arrays;
import java.util.Optional;
import shop.cvm.instance.InstanceState;

/**
 * Every error that the API answers. The codes are the vendor's; programs tell errors apart by them. The message is for
 * people, under {@code api.error.} and the name.
 */
enum Fault {
    TOO_LARGE("RequestSizeLimitExceeded"),
    WRONG_METHOD("UnsupportedProtocol"),
    MISSING("MissingParameter"),
    INVALID_AUTHORIZATION("AuthFailure.InvalidAuthorization"),
    UNKNOWN_SECRET_ID("AuthFailure.SecretIdNotFound"),
    WRONG_SIGNATURE("AuthFailure.SignatureFailure"),
    SIGNATURE_EXPIRED("AuthFailure.SignatureExpire"),
    NO_TOKENS("AuthFailure.TokenFailure"),
    UNKNOWN_VERSION("NoSuchVersion"),
    UNKNOWN_ACTION("InvalidAction"),
    UNKNOWN_REGION("UnsupportedRegion"),
    TOO_MANY_REQUESTS("RequestLimitExceeded"),
    INVALID_PARAMETER("InvalidParameter"),
    INVALID_REQUEST("InvalidRequest"),
    UNKNOWN_PARAMETER("UnknownParameter"),
    READ_ONLY("UnauthorizedOperation"),
    INTERNAL("InternalError"),

    INVALID_VALUE("InvalidParameterValue"),
    OUT_OF_RANGE("InvalidParameterValue.Range"),
    IMAGE_LIMIT("InvalidParameterValue.InvalidParameterValueLimit"),
    TOO_MANY("InvalidParameterValue.LimitExceeded"),
    COMBINATION("InvalidParameterCombination"),
    IMAGES_BY_ID_AND_FILTER("InvalidParameter.InvalidParameterCoexistImageIdsFilters"),
    IDS_AND_FILTERS("InvalidParameter"),
    COEXIST("InvalidParameter.Coexist"),
    UNKNOWN_FILTER("InvalidFilter"),
    INVALID_FILTER_KEY("InvalidParameter.FilterInvalidKey"),
    TOO_MANY_FILTERS("InvalidFilterValue.LimitExceeded"),
    MALFORMED("InvalidParameterValue.Malformed"),
    NOT_FOUND("ResourceNotFound"),
    NOT_SUPPORTED("UnsupportedOperation"),

    MALFORMED_INSTANCE_ID("InvalidInstanceId.Malformed"),
    UNKNOWN_INSTANCE("InvalidInstanceId.NotFound"),
    ZONE_OF_OTHER_REGION("InvalidZone.MismatchRegion"),
    ZONE_SOLD_OUT("ResourceInsufficient.AvailabilityZoneSoldOut"),
    ZONE_NOT_SUPPORTED("InvalidParameterValue.ZoneNotSupported"),
    MALFORMED_IMAGE_ID("InvalidImageId.Malformed"),
    UNKNOWN_IMAGE("InvalidImageId.NotFound"),
    IMAGE_NOT_FOR_TYPE("InvalidParameterValue.InvalidImageForGivenInstanceType"),
    MALFORMED_TYPE("InvalidInstanceType.Malformed"),
    UNKNOWN_TYPE("InvalidParameterValue.InstanceTypeNotFound"),
    TYPE_NOT_IN_ZONE("ResourceUnavailable.InstanceType"),
    TYPE_SOLD_OUT("ResourcesSoldOut.SpecifiedInstanceType"),
    TYPE_TOO_FEW("ResourceInsufficient.SpecifiedInstanceType"),
    FEWER_THAN_MIN_COUNT("ResourceInsufficient.InsufficientOfferingMinimum"),
    DISK_SOLD_OUT("ResourceInsufficient.CloudDiskSoldOut"),
    INVALID_PERIOD("InvalidPeriod"),
    INVALID_MIN_COUNT("InvalidParameterValue.InvalidParameterMinCount"),
    NAME_TOO_LONG("InvalidInstanceName.TooLong"),
    INVALID_HOST_NAME("InvalidParameterValue.IllegalHostName"),
    INVALID_PASSWORD("InvalidPassword"),
    INVALID_NEW_PASSWORD("InvalidParameterValue.InvalidPassword"),
    TOKEN_TOO_LONG("InvalidClientToken.TooLong"),
    TOKEN_REUSED("InvalidParameterCombination"),
    INVALID_USER_DATA("InvalidParameterValue.InvalidUserDataFormat"),
    USER_DATA_TOO_LARGE("InvalidParameterValue.TooLarge"),
    MALFORMED_KEY_PAIR_ID("InvalidKeyPairId.Malformed"),
    UNKNOWN_KEY_PAIR("InvalidParameterValue.KeyPairNotFound"),
    UNKNOWN_KEY_PAIR_ID("InvalidKeyPairId.NotFound"),
    KEY_PAIR_WINDOWS("UnsupportedOperation.KeyPairUnsupportedWindows"),
    KEY_PAIR_NAME_EMPTY("InvalidKeyPairNameEmpty"),
    KEY_PAIR_NAME_TOO_LONG("InvalidKeyPairNameTooLong"),
    KEY_PAIR_NAME_CHARACTERS("InvalidKeyPairNameIncludeIllegalChar"),
    KEY_PAIR_EXISTS("InvalidKeyPairName.Duplicate"),
    PUBLIC_KEY_EXISTS("InvalidPublicKey.Duplicate"),
    MALFORMED_PUBLIC_KEY("InvalidPublicKey.Malformed"),
    KEY_PAIR_USED("InvalidParameterValue.KeyPairNotSupported"),
    MALFORMED_SECURITY_GROUP("InvalidSgId.Malformed"),
    UNKNOWN_SECURITY_GROUP("InvalidSecurityGroupId.NotFound"),
    MALFORMED_VPC("InvalidParameterValue.VpcIdMalformed"),
    MALFORMED_SUBNET("InvalidParameterValue.SubnetIdMalformed"),
    UNKNOWN_VPC("InvalidParameterValue.VpcIdNotExist"),
    UNKNOWN_SUBNET("InvalidParameterValue.SubnetNotExist"),
    SUBNET_OF_OTHER_VPC("InvalidParameterValue.VpcIdSubnetIdNotMatch"),
    SUBNET_OF_OTHER_ZONE("InvalidParameterValue.SubnetIdZoneIdNotMatch"),
    UNKNOWN_PROJECT("InvalidProjectId.NotFound"),
    DUPLICATE_TAGS("InvalidParameterValue.DuplicateTags"),
    TAG_RESERVED("FailedOperation.TagKeyReserved"),
    INVALID_TAG_KEY("FailedOperation.IllegalTagKey"),
    INVALID_TAG_VALUE("FailedOperation.IllegalTagValue"),
    TOO_MANY_TAGS("InvalidParameterValue.TagQuotaLimitExceeded"),
    MALFORMED_RESOURCE("InvalidParameterValue.ResourceDescriptionError"),
    ACTION_TIME("InvalidParameterValue"),
    TERMINATION_TIMED("UnsupportedOperation"),
    TIMER_PREPAID("UnsupportedOperation.NotSupportImportInstancesActionTimer"),
    TOO_MANY_GROUPS("LimitExceeded.AssociateUSGLimitExceeded"),
    LAST_GROUP("FailedOperation.SecurityGroupActionFailed"),
    DISK_SHRINKS("InvalidParameterValue.Range"),
    OTHER_DISK("InvalidParameter.DataDiskNotBelongSpecifiedInstance"),
    ROOT_DISK("InvalidParameter.DataDiskIdContainsRootDisk"),
    NOTHING_CHANGES("InvalidParameterValue"),
    LOCAL_DISKS("UnsupportedOperation.LocalDataDiskChangeInstanceFamily"),
    NETWORK_SWITCHED("LimitExceeded"),
    ORDER_OPEN("InvalidAccount.UnpaidOrder"),
    TIME_OVER("UnsupportedOperation.InstanceStateShutdown"),
    BANDWIDTH_LOWERS("UnsupportedOperation"),
    LOWERS_LATER("UnsupportedOperation"),
    BOTH_WAYS("UnsupportedOperation"),
    DOWNGRADED("LimitExceeded"),
    UNPRICED("FailedOperation.InquiryPriceFailed"),
    BANDWIDTH_BY_HOUR("UnsupportedOperation"),
    REINSTALL_PRICE("UnsupportedOperation"),
    REINSTALL_DISK("InvalidParameterValue.Range"),
    INVALID_DEAL("FailedOperation.InvalidDeal"),
    DEAL_BALANCE("FailedOperation.BalanceInsufficient"),
    QUOTA_POSTPAID("LimitExceeded.InstanceQuota"),
    QUOTA_PREPAID("LimitExceeded.PrepayQuota"),
    INSUFFICIENT_BALANCE("InvalidAccount.InsufficientBalance"),
    IN_ARREARS("InvalidAccount.InsufficientBalance"),
    UNPAID_ORDER("InvalidAccount.UnpaidOrder"),
    NOT_VERIFIED("AccountQualificationRestrictions"),
    BUSY("OperationDenied.InstanceOperationInProgress"),
    WRONG_CHARGE_TYPE("UnsupportedOperation.InstanceChargeType"),
    MIXED_CHARGE_TYPES("UnsupportedOperation.InstanceMixedPricingModel"),
    STOPPED_WITHOUT_CHARGE("UnsupportedOperation.StoppedModeStopCharging"),
    NOT_RETURNABLE("FailedOperation.Unreturnable"),
    PROTECTED("UnsupportedOperation.InstancesProtected"),
    REFUND_RULES("InvalidInstanceNotSupportedPrepaidInstance"),
    STATE_PENDING("UnsupportedOperation.InstanceStatePending"),
    STATE_LAUNCH_FAILED("UnsupportedOperation.InstanceStateLaunchFailed"),
    STATE_RUNNING("UnsupportedOperation.InstanceStateRunning"),
    STATE_STOPPING("UnsupportedOperation.InstanceStateStopping"),
    STATE_STOPPED("UnsupportedOperation.InstanceStateStopped"),
    STATE_STARTING("UnsupportedOperation.InstanceStateStarting"),
    STATE_REBOOTING("UnsupportedOperation.InstanceStateRebooting"),
    STATE_SHUTDOWN("UnsupportedOperation.InstanceStateShutdown"),
    STATE_TERMINATING("UnsupportedOperation.InstanceStateTerminating");

    private final String code;

    Fault(String code) {
        this.code = code;
    }

    /** What programs compare. */
    String code() {
        return code;
    }

    ApiRefusal refusal(Object... arguments) {
        return new ApiRefusal(this, arguments);
    }

    /** The state is in the way; empty for an instance that is gone. */
    static Optional<Fault> of(InstanceState state) {
        return Arrays.stream(values())
                .filter(fault -> fault.name().equals("STATE_" + state))
                .findFirst();
    }
}
