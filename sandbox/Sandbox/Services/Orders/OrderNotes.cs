using Nop.Core.Domain.Orders;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

/// <summary>Notes the shop itself writes about an order.</summary>
internal sealed class OrderNotes
{
    private readonly IOrderService _orders;
    private readonly TimeProvider _time;

    public OrderNotes(IOrderService orders, TimeProvider time)
    {
        _orders = orders;
        _time = time;
    }

    public Task AddAsync(Order order, string note)
    {
        return _orders.InsertOrderNoteAsync(new OrderNote
        {
            OrderId = order.Id,
            Note = note,
            CreatedOnUtc = _time.GetUtcNow().UtcDateTime
        });
    }
}
