using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record HeaderLinksModel : BaseNopModel
{
    /// <summary>Gets or sets the registered customer's name; null for guests.</summary>
    public string CustomerName { get; set; }

    public bool IsAdmin { get; set; }

    public int CartCount { get; set; }

    public int LanguageId { get; set; }

    public IDictionary<int, string> Languages { get; set; }

    public int CurrencyId { get; set; }

    public IDictionary<int, string> Currencies { get; set; }
}
