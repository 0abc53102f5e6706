using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Web.Framework.Models;
using Nop.Web.Framework.Mvc.ModelBinding;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// An admin's search for payments, and one page of its results. All search terms are in the page's address.
/// </summary>
public record PaymentListModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the number of the order; null for any.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.OrderNumber")]
    public string OrderNumber { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of an invoice, a payment or a refund; null for any.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.Reference")]
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets a part of the shopper's e-mail address; null for any.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.Email")]
    public string Email { get; set; }

    /// <summary>
    /// Gets or sets the number of the status; null for any.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.Status")]
    public int? StatusId { get; set; }

    /// <summary>
    /// Gets or sets the first day, in the admin's time zone; null for the beginning.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.From")]
    public DateOnly? From { get; set; }

    /// <summary>
    /// Gets or sets the last day, in the admin's time zone; null for today.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.To")]
    public DateOnly? To { get; set; }

    /// <summary>
    /// Gets or sets whether only confirmed payments without an order are wanted.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.WithoutOrder")]
    public bool WithoutOrder { get; set; }

    /// <summary>
    /// Gets or sets the page, from 1.
    /// </summary>
    public int PageNumber { get; set; } = 1;

    /// <summary>
    /// Gets or sets how many pages there are.
    /// </summary>
    public int PageCount { get; set; }

    /// <summary>
    /// Gets or sets how many payments fit.
    /// </summary>
    public int Total { get; set; }

    /// <summary>
    /// Gets the statuses to choose from.
    /// </summary>
    public IList<SelectListItem> Statuses { get; } = [];

    /// <summary>
    /// Gets the payments of this page, the newest first.
    /// </summary>
    public IList<PaymentListItemModel> Payments { get; } = [];

    /// <summary>
    /// Gets the search terms as they are in the page's address.
    /// </summary>
    public IDictionary<string, string> Search { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets or sets whether the admin may export what was found.
    /// </summary>
    public bool CanExport { get; set; }
}
