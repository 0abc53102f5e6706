using Nop.Services.Localization;

namespace Sandbox.Seed;

/// <summary>Words of the platform that plugins use in their pages.</summary>
internal sealed class TextsSeed
{
    private readonly ILocalizationService _texts;

    public TextsSeed(ILocalizationService texts)
    {
        _texts = texts;
    }

    public Task PlantAsync()
    {
        return _texts.AddOrUpdateLocaleResourceAsync(new Dictionary<string, string>
        {
            ["Admin.Common.Add"] = "Add",
            ["Admin.Common.All"] = "All",
            ["Admin.Common.AreYouSure"] = "Are you sure?",
            ["Admin.Common.Cancel"] = "Cancel",
            ["Admin.Common.Delete"] = "Delete",
            ["Admin.Common.Edit"] = "Edit",
            ["Admin.Common.Export"] = "Export",
            ["Admin.Common.No"] = "No",
            ["Admin.Common.Save"] = "Save",
            ["Admin.Common.Search"] = "Search",
            ["Admin.Common.View"] = "View",
            ["Admin.Common.Yes"] = "Yes",
            ["Admin.Configuration.Payment.Methods.BackToList"] = "back to payment method list",
            ["Admin.Configuration.Payment.Methods.Configure"] = "Configure",
            ["Admin.Plugins.Saved"] = "The settings were saved.",
            ["Checkout.Disabled"] = "Orders cannot be placed at the moment.",
            ["Checkout.MinOrderPlacementInterval"] = "Please wait a little before placing another order.",
            ["Checkout.MinOrderSubtotalAmount"] = "The articles have to come to {0} at least.",
            ["Checkout.MinOrderTotalAmount"] = "An order has to come to {0} at least.",
            ["Common.Back"] = "Back",
            ["Common.Cancel"] = "Cancel",
            ["Common.Continue"] = "Continue",
            ["Common.No"] = "No",
            ["Common.Save"] = "Save",
            ["Common.Yes"] = "Yes",
            ["ShoppingCart.ProductDeleted"] = "The product is no longer sold."
        });
    }
}
