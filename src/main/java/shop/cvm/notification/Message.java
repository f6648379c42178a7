package shop.cvm.notification;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;
import shop.cvm.order.OrderNumber;

/** A message as its customer reads it: what happened to what, in no language yet. Written by {@link MessageRows}. */
@Entity
@Immutable
@Table(name = "messages")
public class Message {

    @Id
    private long messageId;

    private String accountId;

    @Enumerated(EnumType.STRING)
    private MessageKind kind;

    private @Nullable String instanceId;
    private @Nullable String orderNumber;
    private int machines;
    private int cutOff;
    private Instant createdAt;
    private @Nullable Instant readAt;
    private @Nullable Instant nextAt;
    private @Nullable Money amount;

    @SuppressWarnings("NullAway.Init")
    protected Message() {}

    public long id() {
        return messageId;
    }

    public MessageKind kind() {
        return kind;
    }

    /** The machine it is about, if it is about one. */
    public Optional<InstanceId> instance() {
        return Optional.ofNullable(instanceId).map(InstanceId::new);
    }

    /** The order it is about, if it is about one. */
    public Optional<OrderNumber> order() {
        return Optional.ofNullable(orderNumber).map(OrderNumber::new);
    }

    /** The id of what it is about; empty if it is about the account. */
    public String subject() {
        if (instanceId != null) {
            return instanceId;
        }
        return orderNumber == null ? "" : orderNumber;
    }

    /** How many machines it is about; 0 if about none. */
    public int machines() {
        return machines;
    }

    /** How many machines it is about that lost their public network, or have it back. */
    public int cutOff() {
        return cutOff;
    }

    /** By the shop's clock. */
    public Instant createdAt() {
        return createdAt;
    }

    /** What happens next happens then, if anything does. */
    public Optional<Instant> nextAt() {
        return Optional.ofNullable(nextAt);
    }

    /** What it costs to keep that from happening, as it was when the message was written. */
    public Optional<Money> amount() {
        return Optional.ofNullable(amount);
    }

    public boolean isRead() {
        return readAt != null;
    }
}
