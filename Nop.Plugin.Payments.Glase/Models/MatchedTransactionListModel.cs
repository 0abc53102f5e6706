using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One page of what matches, for the admin's grid.
/// </summary>
public record MatchedTransactionListModel : BasePagedListModel<MatchedTransactionModel>;
