namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// How the shop and Glase's report differ.
/// </summary>
public enum DifferenceKind
{
    /// <summary>
    /// Glase lists a payment that the shop does not know.
    /// </summary>
    PaymentMissingInShop,

    /// <summary>
    /// Glase lists a refund that the shop does not know.
    /// </summary>
    RefundMissingInShop,

    /// <summary>
    /// The shop has a payment that Glase does not list.
    /// </summary>
    PaymentMissingAtGlase,

    /// <summary>
    /// The shop has a refund that Glase does not list.
    /// </summary>
    RefundMissingAtGlase,

    /// <summary>
    /// Both have it, with different amounts.
    /// </summary>
    AmountDiffers,

    /// <summary>
    /// The report lists it more than once.
    /// </summary>
    ListedTwice,

    /// <summary>
    /// Nobody knows whether Glase made a refund, and the report does not apply it.
    /// </summary>
    UnresolvedRefund
}
