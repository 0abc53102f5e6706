using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One page of an account's periods, for the admin's grid.
/// </summary>
public record PeriodListModel : BasePagedListModel<PeriodModel>;
