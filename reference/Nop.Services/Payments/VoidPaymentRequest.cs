using Nop.Core.Domain.Orders;

namespace Nop.Services.Payments;

public class VoidPaymentRequest
{
    public Order Order { get; set; }
}
