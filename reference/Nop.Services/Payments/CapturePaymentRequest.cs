using Nop.Core.Domain.Orders;

namespace Nop.Services.Payments;

public class CapturePaymentRequest
{
    public Order Order { get; set; }
}
