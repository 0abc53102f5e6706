using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Web.Framework.Mvc.ModelBinding;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The page of an account's periods, and what its grid asks for.
/// </summary>
public record PeriodSearchModel : GridSearchModel
{
    /// <summary>
    /// Gets or sets the first store of the account.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Reports.Store")]
    public int StoreId { get; set; }

    /// <summary>
    /// Gets or sets the names of the account's stores.
    /// </summary>
    public string StoreNames { get; set; }

    /// <summary>
    /// Gets the accounts to choose from, by their stores; empty when there is one.
    /// </summary>
    public IList<SelectListItem> Accounts { get; } = [];

    /// <summary>
    /// Gets or sets whether the settings say as whom to ask Glase.
    /// </summary>
    public bool IsComplete { get; set; }

    /// <summary>
    /// Gets or sets whether the admin may close periods.
    /// </summary>
    public bool CanClose { get; set; }

    /// <summary>
    /// Gets or sets since when the current period runs, in words.
    /// </summary>
    public string Since { get; set; }

    /// <summary>
    /// Gets or sets when the scheduled task closes periods, in words; null when it does not.
    /// </summary>
    public string Daily { get; set; }
}
