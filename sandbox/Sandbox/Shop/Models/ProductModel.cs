using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record ProductModel : BaseNopEntityModel
{
    public string Name { get; set; }

    public string Description { get; set; }

    public string Sku { get; set; }

    public string Picture { get; set; }

    public string Price { get; set; }

    /// <summary>Gets or sets how many are left; null when that is not counted.</summary>
    public int? Stock { get; set; }

    public IList<OptionModel> Options { get; set; } = [];

    public IList<string> Warnings { get; set; } = [];

    public record OptionModel(int Id, string Name, IList<ChoiceModel> Choices);

    public record ChoiceModel(int Id, string Name);
}
