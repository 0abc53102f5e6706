using Nop.Services.Orders;
using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record OrderDetailsModel : BaseNopEntityModel
{
    public string CustomOrderNumber { get; set; }

    public string CreatedOn { get; set; }

    public string OrderStatus { get; set; }

    public string PaymentStatus { get; set; }

    public string PaymentMethod { get; set; }

    public string ShippingMethod { get; set; }

    public string ShippingStatus { get; set; }

    public IList<string> BillingAddress { get; set; } = [];

    public IList<string> ShippingAddress { get; set; } = [];

    public string CheckoutAttributes { get; set; }

    public IList<CartModel.LineModel> Lines { get; set; } = [];

    public TotalsModel Totals { get; set; }

    public CustomValues CustomValues { get; set; } = [];

    public bool CanRePostProcessPayment { get; set; }

    public bool CanCancelOrder { get; set; }

    public IList<NoteModel> Notes { get; set; } = [];

    public record NoteModel(string CreatedOn, string Html, bool DisplayToCustomer);
}
