using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One page of differences, for the admin's grid.
/// </summary>
public record DifferenceListModel : BasePagedListModel<DifferenceModel>;
