using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Why the order of a paid payment could not be placed.
/// </summary>
/// <param name="Error">In words for the store owner</param>
/// <param name="IsTransient">
/// Whether it may be otherwise a few minutes later: a deadlock, a database, a tax or a shipping provider that does not answer. Not
/// what the shop refuses: a cart that is empty, sold out, or costs something else by now
/// </param>
/// <param name="ShopperError">
/// In words for the shopper, in the shopper's language; null when it is nothing that the shopper can know
/// </param>
public sealed record PlacementFailure(string Error, bool IsTransient, string ShopperError = null)
{
    // What nopCommerce cannot compute it throws like a refusal.
    private const string NotCalculated = "couldn't be calculated";

    /// <summary>
    /// Distinguishes a refusal from other failures by what nopCommerce threw. The message of a refusal is written for the shopper.
    /// </summary>
    public static PlacementFailure From(Exception exception)
    {
        var isRefusal = exception is NopException && !exception.Message.Contains(NotCalculated, StringComparison.OrdinalIgnoreCase);
        return new PlacementFailure(exception.Message, IsTransient: !isRefusal, isRefusal ? exception.Message : null);
    }

    /// <summary>
    /// What the shop refuses for good.
    /// </summary>
    public static PlacementFailure Refusal(string error, string obstacle)
    {
        return new PlacementFailure(error, IsTransient: false, obstacle);
    }
}
