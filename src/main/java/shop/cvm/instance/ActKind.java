package shop.cvm.instance;

/** What was done to an instance, and by whom: a kind of act has always the same actor. */
public enum ActKind {
    /** Bought; the detail is the number of the order. */
    ORDERED(Actor.CUSTOMER),
    /** It ran for the first time. */
    CREATED(Actor.SHOP),
    /** It could not be made; the detail is a {@link LaunchFailure}. */
    LAUNCH_FAILED(Actor.SHOP),
    STARTED(Actor.CUSTOMER),
    STOPPED(Actor.CUSTOMER),
    /** Shut down, with vCPU and memory costing nothing until it is started. */
    STOPPED_WITHOUT_CHARGE(Actor.CUSTOMER),
    REBOOTED(Actor.CUSTOMER),
    /** Called something else; the detail is the new name, empty for none. */
    RENAMED(Actor.CUSTOMER),
    /** Put behind other security groups; the detail is their ids. */
    GROUPS_CHANGED(Actor.CUSTOMER),
    /** Its tags were changed; the detail has the new ones, and behind a minus the keys of those taken away. */
    TAGGED(Actor.CUSTOMER),
    PASSWORD_RESET(Actor.CUSTOMER),
    /** Its login is a key pair from now on; the detail is the name of it. */
    KEY_BOUND(Actor.CUSTOMER),
    /** Its login is no key pair any more, but a random password; the detail is the name that the key pair had. */
    KEY_UNBOUND(Actor.CUSTOMER),
    /** Its random password was looked at and forgotten. */
    PASSWORD_SHOWN(Actor.CUSTOMER),
    /** Installed anew; the detail is the id of the image. */
    REINSTALLED(Actor.CUSTOMER),
    /** What happens when its time runs out; the detail is a {@link RenewFlag}. */
    RENEWAL_CHOSEN(Actor.CUSTOMER),
    /** Given more time; the detail is the number of the order. */
    RENEWED(Actor.CUSTOMER),
    /** Given more time by itself; the detail is the number of the order. */
    AUTO_RENEWED(Actor.SHOP),
    /** Brought back from the recycle bin by a renewal; the detail is the number of the order. */
    RECOVERED(Actor.CUSTOMER),
    /** Shut down and put into the recycle bin, because what was paid for was over. */
    EXPIRED(Actor.SHOP),
    /** Destroyed, because it was not brought back from the recycle bin in time. */
    RELEASED(Actor.SHOP),
    RETURNED(Actor.CUSTOMER),
    /** Given another configuration; the detail is what it is now, as a specification has it. */
    CONFIGURED(Actor.CUSTOMER),
    /** Given less bandwidth where the time begins that it was renewed for with that; the detail is the Mbps. */
    BANDWIDTH_LOWERED(Actor.SHOP),
    /** Made a prepaid machine of one that was paid by the hour; the detail is the number of the order. */
    CONVERTED(Actor.CUSTOMER),
    TERMINATED(Actor.CUSTOMER),
    /** Terminated at the time that its owner had set. */
    TERMINATED_ON_TIME(Actor.SHOP),
    /** A time was set at which it is terminated by itself; the detail is that time, as ISO 8601 has it. */
    TERMINATION_SET(Actor.CUSTOMER),
    /** It is not terminated by itself after all. */
    TERMINATION_CANCELLED(Actor.CUSTOMER),
    /** Protected from termination. */
    PROTECTED(Actor.CUSTOMER),
    /** No longer protected from termination. */
    UNPROTECTED(Actor.CUSTOMER),
    /** Shut down, because its owner owes money. */
    ARREARS_STOPPED(Actor.SHOP),
    /** Its public network cut off, because its owner owes money. */
    ARREARS_CUT_OFF(Actor.SHOP),
    /** No longer held back, because its owner has paid. */
    ARREARS_CLEARED(Actor.SHOP),
    /** Destroyed, because its owner did not pay in time. */
    RECLAIMED(Actor.SHOP);

    private final Actor actor;

    ActKind(Actor actor) {
        this.actor = actor;
    }

    /** Who does it. */
    public Actor actor() {
        return actor;
    }

    /** Who did something. */
    public enum Actor {
        /** Its owner, by whatever way in. */
        CUSTOMER,
        /** The shop by itself, because something was due. */
        SHOP
    }
}
