using FluentMigrator.Runner;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Mvc.Razor;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Configuration;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Data;
using Nop.Services.Attributes;
using Nop.Services.Caching;
using Nop.Services.Catalog;
using Nop.Services.Cms;
using Nop.Services.Common;
using Nop.Services.Configuration;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Discounts;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Plugins;
using Nop.Services.ScheduleTasks;
using Nop.Services.Security;
using Nop.Services.Stores;
using Nop.Services.Tax;
using Nop.Services.Vendors;
using Nop.Web.Framework.Factories;
using Nop.Web.Framework.Menu;
using Nop.Web.Framework.Mvc.Routing;
using Nop.Web.Framework.UI;
using Sandbox.Admin;
using Sandbox.Data;
using Sandbox.Seed;
using Sandbox.Services.Attributes;
using Sandbox.Services.Caching;
using Sandbox.Services.Catalog;
using Sandbox.Services.Common;
using Sandbox.Services.Customers;
using Sandbox.Services.Directory;
using Sandbox.Services.Discounts;
using Sandbox.Services.Events;
using Sandbox.Services.Localization;
using Sandbox.Services.Logging;
using Sandbox.Services.Messages;
using Sandbox.Services.Orders;
using Sandbox.Services.Payments;
using Sandbox.Services.Plugins;
using Sandbox.Services.ScheduleTasks;
using Sandbox.Services.Security;
using Sandbox.Services.Settings;
using Sandbox.Services.Stores;
using Sandbox.Services.Tax;
using Sandbox.Services.Vendors;
using Sandbox.Shop;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Hosting;

/// <summary>The services of one shop.</summary>
internal static class ShopServices
{
    public static void AddShop(this IServiceCollection services, SandboxOptions options, ShopDatabase database, PluginHost plugins)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.TimeProvider);
        services.AddSingleton(database);
        services.AddSingleton(new ShopConsole(options.Output, options.TimeProvider));
        services.AddSingleton(plugins);
        services.AddSingleton(new PluginCatalogue(plugins.Describe()));
        services.AddHttpContextAccessor();
        services.AddSingleton<IActionContextAccessor, ActionContextAccessor>();
        services.AddSingleton<IUrlHelperFactory, UrlHelperFactory>();
        services.AddSingleton<CurrentScope>();
        services.AddHostedService<TaskTimer>();
        services.AddScoped(typeof(Lazy<>), typeof(LazyService<>));

        AddData(services, database);
        AddRedis(services, options);
        AddSettings(services, plugins);
        AddCatalogue(services);
        AddCustomers(services);
        AddOrders(services);
        AddPlatform(services);
        AddPages(services);
    }

    private static void AddData(IServiceCollection services, ShopDatabase database)
    {
        services.AddSingleton<IStaticCacheManager, ShopCache>();
        services.AddSingleton<ILocker, ShopLocker>();
        services.AddScoped<RequestCache>();
        services.AddScoped(typeof(EntityCaches<>));
        services.AddScoped(typeof(IRepository<>), typeof(EntityRepository<>));
        services.AddTransient<INopDataProvider, ShopDataProvider>();

        database.AddMigrations(services, runner => runner
            .WithGlobalConnectionString(database.ConnectionString)
            .ScanIn(typeof(Nop.Plugin.Payments.Glase.GlasePaymentMethod).Assembly).For.Migrations());
        services.AddScoped<PluginMigrations>();
        services.AddScoped<ShopSeed>();
    }

    /// <summary>As in nopCommerce, a shop without Redis has no such service.</summary>
    private static void AddRedis(IServiceCollection services, SandboxOptions options)
    {
        if (options.Redis is { } configuration)
            services.AddSingleton<IRedisConnectionWrapper>(_ => new RedisConnectionWrapper(configuration));
    }

    /// <summary>Each settings class can be injected, with the values of the current store.</summary>
    private static void AddSettings(IServiceCollection services, PluginHost plugins)
    {
        services.AddScoped<ISettingService, SettingService>();
        var types = typeof(ISettings).Assembly.GetExportedTypes().Concat(plugins.Assembly.GetExportedTypes());
        foreach (var type in types.Where(type => typeof(ISettings).IsAssignableFrom(type) && !type.IsAbstract))
        {
            services.AddScoped(type, provider => provider.GetRequiredService<ISettingService>()
                .LoadSetting(type, provider.GetRequiredService<IStoreContext>().GetCurrentStore().Id));
        }
    }

    private static void AddCatalogue(IServiceCollection services)
    {
        services.AddScoped<ProductOptions>();
        services.AddScoped<IProductAttributeParser>(provider => provider.GetRequiredService<ProductOptions>());
        services.AddScoped<IProductAttributeFormatter, ProductAttributeFormatter>();
        services.AddScoped<IProductService, ProductService>();
        services.AddScoped<IPriceCalculationService, PriceCalculationService>();
        services.AddScoped<IPriceFormatter, PriceFormatter>();
        services.AddScoped<ITaxService, TaxService>();
        services.AddScoped<CartTax>();
        services.AddScoped<IDiscountService, DiscountService>();
        services.AddScoped<AppliedDiscounts>();
        services.AddScoped<ICurrencyService, CurrencyService>();
        services.AddScoped<ICountryService, CountryService>();
        services.AddScoped<IStateProvinceService, StateProvinceService>();
    }

    private static void AddCustomers(IServiceCollection services)
    {
        services.AddScoped<ICustomerService, CustomerService>();
        services.AddScoped<CustomerRoles>();
        services.AddScoped<CustomerLogins>();
        services.AddScoped<IAddressService, AddressService>();
        services.AddScoped<IGenericAttributeService, GenericAttributeService>();
        services.AddScoped<IWorkContext, WorkContext>();
        services.AddScoped<IStoreContext, StoreContext>();
        services.AddScoped<IStoreService, StoreService>();
        services.AddScoped<IPermissionService, PermissionService>();
        services.AddScoped<IEncryptionService, EncryptionService>();
    }

    private static void AddOrders(IServiceCollection services)
    {
        services.AddScoped<IShoppingCartService, ShoppingCartService>();
        services.AddScoped<CartRules>();
        services.AddScoped<CartSubTotal>();
        services.AddScoped<CartShipping>();
        services.AddScoped<CartCredits>();
        services.AddScoped<IOrderTotalCalculationService, OrderTotalCalculationService>();
        services.AddScoped<IOrderService, OrderService>();
        services.AddScoped<IOrderProcessingService, OrderProcessingService>();
        services.AddScoped<OrderPreparation>();
        services.AddScoped<OrderPlacement>();
        services.AddSingleton<OrderQueue>();
        services.AddScoped<OrderItemsFromCart>();
        services.AddScoped<OrderStatuses>();
        services.AddScoped<OrderPayments>();
        services.AddScoped<OrderNotes>();
        services.AddScoped<OrderMessages>();
        services.AddScoped<ICustomNumberFormatter, CustomNumberFormatter>();
        services.AddScoped<IVendorService, VendorService>();
        services.AddScoped<PaymentRequests>();
        services.AddScoped<GiftCardService>();
        services.AddScoped<IGiftCardService>(provider => provider.GetRequiredService<GiftCardService>());
        services.AddScoped<RewardPointService>();
        services.AddScoped<IRewardPointService>(provider => provider.GetRequiredService<RewardPointService>());
        services.AddScoped<CheckoutAttributes>();
        services.AddScoped<IAttributeService<CheckoutAttribute, CheckoutAttributeValue>>(
            provider => provider.GetRequiredService<CheckoutAttributes>());
        services.AddScoped<IAttributeParser<CheckoutAttribute, CheckoutAttributeValue>>(
            provider => provider.GetRequiredService<CheckoutAttributes>());
        services.AddScoped<ICheckoutAttributeFormatter, CheckoutAttributeFormatter>();
        services.AddScoped<IPaymentService, PaymentService>();
        services.AddScoped<IPaymentPluginManager, PaymentPluginManager>();
    }

    private static void AddPlatform(IServiceCollection services)
    {
        services.AddSingleton<IEventPublisher, EventPublisher>();
        services.AddScoped<ILanguageService, LanguageService>();
        services.AddScoped<ILocalizationService, LocalizationService>();
        services.AddScoped<INopLogger, DatabaseLogger>();
        services.AddScoped<INotificationService, NotificationService>();
        services.AddScoped<ILocalizedEntityService, LocalizedEntityService>();
        services.AddScoped<IMessageTemplateService, MessageTemplateService>();
        services.AddScoped<IMessageTokenProvider, MessageTokenProvider>();
        services.AddScoped<IEmailAccountService, EmailAccountService>();
        services.AddScoped<IWorkflowMessageService, WorkflowMessageService>();
        services.AddScoped<IScheduleTaskService, ScheduleTaskService>();
        services.AddScoped<IScheduleTaskRunner, ScheduleTaskRunner>();
        services.AddScoped<PluginInstances>();
        services.AddScoped<PluginInstallation>();
        services.AddSingleton<PluginChanges>();
        services.AddScoped<GlaseSetup>();
        services.AddScoped<IPluginService, PluginService>();
        services.AddScoped<IWidgetPluginManager, WidgetPluginManager>();
        services.AddScoped<IWebHelper, WebHelper>();
        services.AddScoped<IUserAgentHelper, UserAgentHelper>();
        services.AddScoped<IDateTimeHelper, DateTimeHelper>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddScoped<INopHtmlHelper, PageHead>();
        services.AddScoped<INopUrlHelper, NopUrlHelper>();
        services.AddScoped<IWidgetModelFactory, WidgetModelFactory>();
        services.AddScoped<IAdminMenu, AdminMenu>();
        services.AddScoped<PartialRenderer>();
        services.AddScoped<Prices>();
        services.AddScoped<CartModelFactory>();
        services.AddScoped<CheckoutModelFactory>();
        services.AddScoped<CheckoutChoices>();
        services.AddScoped<OrderModelFactory>();
        services.AddScoped<ProductModelFactory>();
        services.AddSingleton<ITagHelperActivator, TagHelpers.SandboxTagHelperActivator>();
    }
}
