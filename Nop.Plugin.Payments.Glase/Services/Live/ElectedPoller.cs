using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Polls Glase where this node is elected to, and reads what is stored where another node polls.
/// </summary>
internal sealed class ElectedPoller(IPaymentPoller poller, IPollerElection election)
{
    /// <inheritdoc cref="IPaymentPoller.IsShopFailing" />
    public bool IsShopFailing => poller.IsShopFailing;

    /// <summary>
    /// Polls or reads. It never throws.
    /// </summary>
    /// <param name="payment">The payment as it is known</param>
    /// <param name="mustPoll">Whether Glase is polled whichever node is elected</param>
    /// <returns>The payment as it is now; null when that could not be found out</returns>
    public async Task<GlasePayment> TryPollAsync(GlasePayment payment, bool mustPoll)
    {
        try
        {
            // Where another node polls, its answers come as changes of the row.
            if (!mustPoll && !await election.TryAcquireAsync(payment.Id))
                return await poller.TryReadAsync(payment);

            var answer = await poller.TryPollAsync(payment, CancellationToken.None);
            // Another node may get through to Glase.
            if (answer is null)
                await election.ReleaseAsync(payment.Id);
            return answer;
        }
        catch (Exception)
        {
            // The poller has logged it. The next poll is due in a second.
            return null;
        }
    }

    /// <summary>
    /// Lets another node poll, because nobody watches a payment here any more.
    /// </summary>
    public void Release(int paymentId)
    {
        _ = election.ReleaseAsync(paymentId);
    }
}
