namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// What payments are sorted by.
/// </summary>
public enum PaymentSort
{
    /// <summary>
    /// When they were made.
    /// </summary>
    Created,

    /// <summary>
    /// How far they are: from those that wait to those that are over.
    /// </summary>
    Status,

    /// <summary>
    /// Their amount, whatever the currency.
    /// </summary>
    Amount,

    /// <summary>
    /// When their order was placed; those without one come first.
    /// </summary>
    Order
}
