using System.Security.Cryptography;
using Nop.Core.Domain.Cms;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Security;
using Nop.Core.Domain.Shipping;
using Nop.Core.Domain.Tax;
using Nop.Data;
using Nop.Services.Configuration;
using Sandbox.Services.Payments;

namespace Sandbox.Seed;

/// <summary>Settings as a new nopCommerce has them, where the shop uses them.</summary>
internal sealed class SettingsSeed
{
    private readonly IRepository<EmailAccount> _emailAccounts;
    private readonly ISettingService _settings;
    private readonly IRepository<MessageTemplate> _templates;

    public SettingsSeed(IRepository<EmailAccount> emailAccounts, IRepository<MessageTemplate> templates, ISettingService settings)
    {
        _emailAccounts = emailAccounts;
        _templates = templates;
        _settings = settings;
    }

    public async Task PlantAsync()
    {
        var account = new EmailAccount { Email = "shop@example.com", DisplayName = ShopSeed.StoreName, Host = "localhost", Port = 25 };
        await _emailAccounts.InsertAsync(account);
        await _settings.SaveSettingAsync(new EmailAccountSettings { DefaultEmailAccountId = account.Id });
        await _templates.InsertAsync(TemplateOf(MessageTemplateSystemNames.ORDER_PLACED_STORE_OWNER_NOTIFICATION, account));
        await _templates.InsertAsync(TemplateOf(MessageTemplateSystemNames.ORDER_PLACED_CUSTOMER_NOTIFICATION, account));
        await _settings.SaveSettingAsync(new OrderSettings
        {
            IsReOrderAllowed = true,
            AnonymousCheckoutAllowed = true,
            AllowCustomersCancelOrders = true,
            MinimumOrderPlacementInterval = 0,
            ActivateGiftCardsAfterCompletingOrder = false,
            DeleteGiftCardUsageHistory = true,
            CustomOrderNumberMask = "{ID}",
            CustomerOrdersPageSize = 10,
            OnePageCheckoutEnabled = false,
            OnePageCheckoutDisplayOrderTotalsOnPaymentInfoTab = false
        });
        await _settings.SaveSettingAsync(new PaymentSettings
        {
            ActivePaymentMethodSystemNames = [CheckPaymentMethod.SystemName],
            AllowRePostingPayments = true,
            ShowPaymentMethodDescriptions = true,
            CancelRecurringPaymentsAfterFailedPayment = false,
            RegenerateOrderGuidInterval = 180
        });
        await _settings.SaveSettingAsync(new TaxSettings
        {
            TaxBasedOn = TaxBasedOn.BillingAddress,
            TaxDisplayType = TaxDisplayType.IncludingTax,
            PricesIncludeTax = true,
            AllowCustomersToSelectTaxDisplayType = false,
            DefaultTaxCategoryId = CatalogueSeed.StandardTax,
            ShippingIsTaxable = true,
            ShippingPriceIncludesTax = true,
            ShippingTaxClassId = CatalogueSeed.StandardTax,
            PaymentMethodAdditionalFeeIsTaxable = true,
            PaymentMethodAdditionalFeeIncludesTax = true,
            PaymentMethodAdditionalFeeTaxClassId = CatalogueSeed.StandardTax
        });
        await _settings.SaveSettingAsync(new ShoppingCartSettings
        {
            MaximumShoppingCartItems = 1000,
            ShowDiscountBox = true,
            ShowGiftCardBox = true,
            ShowProductImagesOnShoppingCart = true,
            RoundPricesDuringCalculation = true,
            AllowCartItemEditing = true
        });
        await _settings.SaveSettingAsync(new ShippingSettings { ShipToSameAddress = true });
        await _settings.SaveSettingAsync(new RewardPointsSettings { Enabled = true, ExchangeRate = 0.05m });
        await _settings.SaveSettingAsync(new CurrencySettings
        {
            PrimaryStoreCurrencyId = PlacesSeed.PrimaryCurrency,
            PrimaryExchangeRateCurrencyId = PlacesSeed.PrimaryCurrency,
            DisplayCurrencyLabel = false
        });
        await _settings.SaveSettingAsync(new LocalizationSettings { DefaultAdminLanguageId = 1 });
        await _settings.SaveSettingAsync(new WidgetSettings());
        await _settings.SaveSettingAsync(new CustomerSettings { PhoneEnabled = true });
        await _settings.SaveSettingAsync(
            new AdminAreaSettings { DefaultGridPageSize = 15, GridPageSizes = "7, 15, 20, 50, 100" });
        await _settings.SaveSettingAsync(new CaptchaSettings { CaptchaType = CaptchaType.CheckBoxReCaptchaV2 });
        await _settings.SaveSettingAsync(new SecuritySettings
        {
            EncryptionKey = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)),
            UseAesEncryptionAlgorithm = true
        });
    }

    private static MessageTemplate TemplateOf(string name, EmailAccount account)
    {
        return new MessageTemplate { Name = name, Subject = "Order placed", Body = "", IsActive = true, EmailAccountId = account.Id };
    }
}
