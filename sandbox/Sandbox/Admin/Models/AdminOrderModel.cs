using Nop.Web.Framework.Models;
using Sandbox.Shop.Models;

namespace Sandbox.Admin.Models;

/// <summary>An order in the administration. Widgets get it as their additional data, and find the order by its Id.</summary>
public record AdminOrderModel : BaseNopEntityModel
{
    public OrderDetailsModel Order { get; set; }

    public Guid OrderGuid { get; set; }

    public int CustomerId { get; set; }

    public string CaptureTransactionId { get; set; }

    public string AuthorizationTransactionId { get; set; }

    public decimal MostToRefund { get; set; }

    public IList<OrderAction> Actions { get; } = [];
}
