using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One page of payments, for the admin's grid.
/// </summary>
public record PaymentListModel : BasePagedListModel<PaymentListItemModel>;
