using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Web.Framework.Mvc.ModelBinding;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// An admin's search in the reconciliation of a period.
/// </summary>
public record DifferenceSearchModel : GridSearchModel
{
    /// <summary>
    /// Gets or sets the number of the kind of difference; null for all. What matches has none.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Reports.Difference")]
    public int? KindId { get; set; }

    /// <summary>
    /// Gets the kinds to choose from, each with how many differences there are.
    /// </summary>
    public IList<SelectListItem> AvailableKinds { get; } = [];

    /// <summary>
    /// Gets or sets whether the search panel is folded.
    /// </summary>
    public bool HideSearchBlock { get; set; }
}
