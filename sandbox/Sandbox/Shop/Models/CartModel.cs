using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record CartModel : BaseNopModel
{
    public IList<LineModel> Lines { get; set; } = [];

    public IList<string> Warnings { get; set; } = [];

    public IList<string> DiscountCodes { get; set; } = [];

    public IList<string> GiftCardCodes { get; set; } = [];

    public IList<CheckoutAttributeModel> CheckoutAttributes { get; set; } = [];

    /// <summary>Gets or sets what was chosen of the checkout attributes, as HTML.</summary>
    public string CheckoutAttributeDescription { get; set; }

    public TotalsModel Totals { get; set; }

    public bool IsEditable { get; set; }

    public record LineModel : BaseNopEntityModel
    {
        public int ProductId { get; set; }

        public string Name { get; set; }

        /// <summary>Gets or sets the chosen options, as HTML.</summary>
        public string Attributes { get; set; }

        public string Picture { get; set; }

        public int Quantity { get; set; }

        public string UnitPrice { get; set; }

        public string Total { get; set; }
    }

    public record CheckoutAttributeModel(int Id, string Name, IList<CheckoutAttributeValueModel> Values);

    public record CheckoutAttributeValueModel(int Id, string Name, bool IsChosen);
}
