namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// The timeout of the current request for getting a code: <see cref="GlaseDefaults.CheckoutTimeout"/> for a page that is being rendered,
/// <see cref="GlaseDefaults.RenewalTimeout"/> for one that is displayed and asks by script.
/// </summary>
public class CodeTimeout(TimeProvider timeProvider)
{
    /// <summary>
    /// Gets whether the request has the longer timeout.
    /// </summary>
    public bool IsExtended { get; private set; }

    /// <summary>
    /// Gives the request the longer timeout, because the shopper sees a page meanwhile.
    /// </summary>
    public void Extend()
    {
        IsExtended = true;
    }

    /// <summary>
    /// Starts the timeout.
    /// </summary>
    /// <returns>What cancels the calls when it is over</returns>
    public CancellationTokenSource Begin()
    {
        return new CancellationTokenSource(IsExtended ? GlaseDefaults.RenewalTimeout : GlaseDefaults.CheckoutTimeout, timeProvider);
    }
}
