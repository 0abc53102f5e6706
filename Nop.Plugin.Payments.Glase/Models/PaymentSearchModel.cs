using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Web.Framework.Mvc.ModelBinding;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// An admin's search for payments. All search terms may be in the page's address.
/// </summary>
public record PaymentSearchModel : GridSearchModel
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
    /// Gets or sets a part of the shopper's email address; null for any.
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
    [ModelBinder(typeof(IsoDateModelBinder))]
    public DateOnly? From { get; set; }

    /// <summary>
    /// Gets or sets the last day, in the admin's time zone; null for today.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.To")]
    [ModelBinder(typeof(IsoDateModelBinder))]
    public DateOnly? To { get; set; }

    /// <summary>
    /// Gets or sets whether only confirmed payments without an order are wanted.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.WithoutOrder")]
    public bool WithoutOrder { get; set; }

    /// <summary>
    /// Gets or sets whether only payments are wanted that wait for an admin's decision, or have a refund whose outcome is unknown.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.NeedsAttention")]
    public bool NeedsAttention { get; set; }

    /// <summary>
    /// Gets or sets the day on which the payments were paid, in the admin's time zone; null for any.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.PaidOn")]
    [ModelBinder(typeof(IsoDateModelBinder))]
    public DateOnly? PaidOn { get; set; }

    /// <summary>
    /// Gets or sets the day on which a refund of the payments was made, in the admin's time zone; null for any.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.RefundedOn")]
    [ModelBinder(typeof(IsoDateModelBinder))]
    public DateOnly? RefundedOn { get; set; }

    /// <summary>
    /// Gets or sets whether only payments are wanted that wait for their payer now.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.List.Waiting")]
    public bool Waiting { get; set; }

    /// <summary>
    /// Gets or sets the customer; null for any.
    /// </summary>
    public int? CustomerId { get; set; }

    /// <summary>
    /// Gets or sets what to call the customer; null when payments of all are wanted.
    /// </summary>
    public string CustomerName { get; set; }

    /// <summary>
    /// Gets the statuses to choose from.
    /// </summary>
    public IList<SelectListItem> AvailableStatuses { get; } = [];

    /// <summary>
    /// Gets the days to choose by one press.
    /// </summary>
    public IList<DateRangeModel> AvailableRanges { get; } = [];

    /// <summary>
    /// Gets or sets whether the admin may export what was found.
    /// </summary>
    public bool CanExport { get; set; }

    /// <summary>
    /// Gets or sets whether the search panel is folded.
    /// </summary>
    public bool HideSearchBlock { get; set; }
}
