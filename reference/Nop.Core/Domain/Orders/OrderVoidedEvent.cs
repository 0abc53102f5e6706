namespace Nop.Core.Domain.Orders;

public class OrderVoidedEvent
{
    public OrderVoidedEvent(Order order)
    {
        Order = order;
    }

    public Order Order { get; }
}
