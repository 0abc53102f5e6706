using Nop.Core.Domain.Orders;

namespace Nop.Services.Payments;

public class CancelRecurringPaymentRequest
{
    public Order Order { get; set; }
}
