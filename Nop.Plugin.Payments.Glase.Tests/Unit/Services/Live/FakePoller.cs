using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

/// <summary>
/// Answers each question as the test says, and counts them.
/// </summary>
internal sealed class FakePoller : IPaymentPoller
{
    private int _asked;

    public int Asked => _asked;

    public int Reads { get; private set; }

    public GlasePayment Latest { get; set; }

    public bool IsShopFailing { get; set; }

    public Func<Task<GlasePayment>> Act { get; set; }

    public Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        var act = Act;
        Interlocked.Increment(ref _asked);
        return act?.Invoke() ?? Task.FromResult(Latest);
    }

    public Task<GlasePayment> TryReadAsync(GlasePayment payment)
    {
        Reads++;
        return Task.FromResult(payment);
    }
}
