package shop.cvm.instance;

/** A form that has done something to an instance was sent again with other content; nothing was done. */
public class FormReused extends RuntimeException {

    FormReused(InstanceId instance) {
        super("This form has been used for instance " + instance + " already, with other content; open it anew");
    }
}
