namespace Nop.Services.Payments;

public class CancelRecurringPaymentResult : BaseNopResult
{
}
