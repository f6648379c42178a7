package shop.cvm.order;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** Reads refunds. */
interface RefundRows extends Repository<Refund, String> {

    List<Refund> findByInstanceIdIn(Collection<String> instanceIds);
}
