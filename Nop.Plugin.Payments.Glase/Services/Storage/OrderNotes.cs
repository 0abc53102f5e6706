using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Notes on orders, for the store's owner; shoppers do not see them.
/// </summary>
public class OrderNotes(IOrderService orderService, TimeProvider timeProvider)
{
    /// <summary>
    /// Adds a note to an order.
    /// </summary>
    public Task AddAsync(int orderId, string text)
    {
        var note = new OrderNote
        {
            OrderId = orderId,
            Note = text,
            CreatedOnUtc = timeProvider.GetUtcNow().UtcDateTime
        };
        return StorableText.SaveAsync(() => orderService.InsertOrderNoteAsync(note), StorableText.IsAscii(text),
            () => note.Note = StorableText.ToAscii(text));
    }

    /// <summary>
    /// Adds a note to an order that does not have the very same one.
    /// </summary>
    /// <returns>Whether it was added</returns>
    public async Task<bool> AddOnceAsync(int orderId, string text)
    {
        if (await HasAsync(orderId, text))
            return false;

        await AddAsync(orderId, text);
        return true;
    }

    /// <summary>
    /// Gets whether an order has the very same note.
    /// </summary>
    public async Task<bool> HasAsync(int orderId, string text)
    {
        var plain = StorableText.ToAscii(text);
        return (await orderService.GetOrderNotesByOrderIdAsync(orderId))
            .Any(existing => existing.Note == text || existing.Note == plain);
    }
}
