namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// How long the current request waits for a code: a page that is still to come up for as long as a shopper waits for it, a page that is
/// there already, and asks for a code by script, for longer.
/// </summary>
public class CheckoutPatience(TimeProvider timeProvider)
{
    /// <summary>
    /// Gets whether the request waits for longer.
    /// </summary>
    public bool IsExtended { get; private set; }

    /// <summary>
    /// Has the request wait for longer, because the shopper sees a page meanwhile.
    /// </summary>
    public void Extend()
    {
        IsExtended = true;
    }

    /// <summary>
    /// Begins to measure the time that the request waits.
    /// </summary>
    /// <returns>What ends the calls when it is over</returns>
    public CancellationTokenSource Begin()
    {
        return new CancellationTokenSource(IsExtended ? GlaseDefaults.RenewalTimeout : GlaseDefaults.CheckoutTimeout, timeProvider);
    }
}
