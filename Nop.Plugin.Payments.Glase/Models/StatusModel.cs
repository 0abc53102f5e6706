namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// How far a payment has come, as browsers are told. What only the shopper's own browser is told is null for others.
/// </summary>
public sealed record StatusModel
{
    /// <summary>
    /// Gets the name of the state.
    /// </summary>
    public string State { get; init; }

    /// <summary>
    /// Gets for how many more seconds the payment can be made.
    /// </summary>
    public int SecondsLeft { get; init; }

    /// <summary>
    /// Gets the amount, with its currency; only for the shopper.
    /// </summary>
    public string Amount { get; init; }

    /// <summary>
    /// Gets what is charged, where the shopper sees the shop's prices in another currency; only for the shopper.
    /// </summary>
    public string Charge { get; init; }

    /// <summary>
    /// Gets what arrived in place of the amount that was asked for; only for the shopper.
    /// </summary>
    public string Arrived { get; init; }

    /// <summary>
    /// Gets how much was refunded and under which reference; only for the shopper.
    /// </summary>
    public string Refunded { get; init; }

    /// <summary>
    /// Gets why nopCommerce would not order the cart of a code that was cancelled; null when it would, only for the shopper.
    /// </summary>
    public string Reason { get; init; }

    /// <summary>
    /// Gets why the order gets no new code; null when it does, only for the shopper.
    /// </summary>
    public string Closed { get; init; }

    /// <summary>
    /// Gets the section of the checkout in which something is still to be chosen; null when nothing is, only for the shopper.
    /// </summary>
    public string OpenStep { get; init; }

    /// <summary>
    /// Gets whether the last question to Glase went unanswered.
    /// </summary>
    public bool Trouble { get; init; }
}
