package shop.cvm.instance;

import java.util.List;

/**
 * What is held back from an owner who owes money.
 *
 * @param ids the machines
 * @param complete whether that is all; if not, some are still being made
 */
public record Isolated(List<InstanceId> ids, boolean complete) {

    public Isolated {
        ids = List.copyOf(ids);
    }
}
