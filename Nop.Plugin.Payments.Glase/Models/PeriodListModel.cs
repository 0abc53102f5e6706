using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One page of an account's periods, the newest first.
/// </summary>
public record PeriodListModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the first store of the account.
    /// </summary>
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

    /// <summary>
    /// Gets or sets the page, from 1.
    /// </summary>
    public int PageNumber { get; set; } = 1;

    /// <summary>
    /// Gets or sets how many pages there are.
    /// </summary>
    public int PageCount { get; set; }

    /// <summary>
    /// Gets the periods of this page.
    /// </summary>
    public IList<PeriodModel> Periods { get; } = [];
}
