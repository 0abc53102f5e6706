using Nop.Core;
using Nop.Services.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// What an admin has folded, as nopCommerce's script saves it for each account.
/// </summary>
public class AdminPreferences(IGenericAttributeService genericAttributeService, IWorkContext workContext)
{
    /// <summary>
    /// The admin's own attribute that says whether the search panel of the payments is folded.
    /// </summary>
    public const string HidePaymentSearchAttribute = "GlasePaymentsPage.HideSearchBlock";

    /// <summary>
    /// The admin's own attribute that says whether the search panel of the differences is folded.
    /// </summary>
    public const string HideDifferenceSearchAttribute = "GlaseReconciliationPage.HideSearchBlock";

    /// <summary>
    /// The admin's own attribute that says whether the card on the dashboard is folded.
    /// </summary>
    public const string HideDashboardCardAttribute = "HideGlaseDashboardCard";

    /// <summary>
    /// The admin's own attribute that says whether the card on customers' pages is folded.
    /// </summary>
    public const string HideCustomerCardAttribute = "CustomerPage.HideGlaseBlock";

    /// <summary>
    /// Gets whether the admin has folded something.
    /// </summary>
    /// <param name="attribute">The attribute that says so</param>
    public async Task<bool> IsFoldedAsync(string attribute)
    {
        return await genericAttributeService.GetAttributeAsync<bool>(await workContext.GetCurrentCustomerAsync(), attribute);
    }
}
