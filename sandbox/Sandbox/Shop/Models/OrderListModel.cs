using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record OrderListModel : BaseNopModel
{
    public IList<OrderModel> Orders { get; set; } = [];

    public record OrderModel(int Id, string Number, string CreatedOn, string OrderStatus, string PaymentStatus, string Total);
}
