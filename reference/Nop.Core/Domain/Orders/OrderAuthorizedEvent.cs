namespace Nop.Core.Domain.Orders;

public class OrderAuthorizedEvent
{
    public OrderAuthorizedEvent(Order order)
    {
        Order = order;
    }

    public Order Order { get; }
}
