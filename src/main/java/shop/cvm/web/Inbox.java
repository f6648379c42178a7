package shop.cvm.web;

import shop.cvm.account.AccountId;
import shop.cvm.notification.Messages;

/** The header's link to the message centre; it counts when the header is drawn, and not for answers without one. */
public final class Inbox {

    private final Messages messages;
    private final AccountId account;

    Inbox(Messages messages, AccountId account) {
        this.messages = messages;
        this.account = account;
    }

    public long unread() {
        return messages.unread(account);
    }
}
