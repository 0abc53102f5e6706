using Nop.Core.Domain.Orders;

namespace Nop.Services.Payments;

public class PostProcessPaymentRequest
{
    public Order Order { get; set; }
}
