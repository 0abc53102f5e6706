using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Core.Infrastructure;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Services.Searching;
using Nop.Plugin.Payments.Glase.Services.Settling;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Tells the shop's container what the plugin is made of.
/// </summary>
public class NopStartup : INopStartup
{
    /// <inheritdoc />
    public int Order => 3000;

    /// <inheritdoc />
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<CartFollower>();
        services.AddSingleton<KnownTroubles>();
        services.AddSingleton<LockQueue>();
        services.AddSingleton<LivePayments>();
        services.AddSingleton<ReportJobs>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<SafeLog>();
        services.AddSingleton<IPaymentProbe, PaymentProbe>();
        services.AddSingleton<ReceiptSender>();
        services.AddSingleton<IReceiptQueue>(provider => provider.GetRequiredService<ReceiptSender>());
        services.AddHostedService(provider => provider.GetRequiredService<ReceiptSender>());

        services.AddScoped<AdminTexts>();
        services.AddScoped<CartChanges>();
        services.AddScoped<CartInvoiceComposer>();
        services.AddScoped<CartMigration>();
        services.AddScoped<CartReadiness>();
        services.AddScoped<AddressObstacles>();
        services.AddScoped<CartObstacles>();
        services.AddScoped<CheckoutObstacles>();
        services.AddScoped<OrderObstacles>();
        services.AddScoped<CheckoutAttributeComposer>();
        services.AddScoped<ShopperChoicesKeeper>();
        services.AddScoped<CheckoutStep>();
        services.AddScoped<CompletedModelFactory>();
        services.AddScoped<ConfigurationModelFactory>();
        services.AddScoped<ConnectionTestFactory>();
        services.AddScoped<DailyPeriods>();
        services.AddScoped<DifferenceModelFactory>();
        services.AddScoped<DueReceipts>();
        services.AddScoped<GlaseConnections>();
        services.AddScoped<GlaseInstaller>();
        services.AddScoped<GlaseInvoiceService>();
        services.AddScoped<GlaseLockService>();
        services.AddScoped<GlasePeriodService>();
        services.AddScoped<GlaseRefundService>();
        services.AddScoped<GlaseSettlementService>();
        services.AddScoped<InvoiceBills>();
        services.AddScoped<InvoiceCanceller>();
        services.AddScoped<InvoiceChanger>();
        services.AddScoped<InvoiceIssuer>();
        services.AddScoped<InvoiceSender>();
        services.AddScoped<InvoiceTexts>();
        services.AddScoped<LostReservations>();
        services.AddScoped<OpenInvoices>();
        services.AddScoped<OrderCancellations>();
        services.AddScoped<OrderInvoiceComposer>();
        services.AddScoped<OrderCurrency>();
        services.AddScoped<OrderReference>();
        services.AddScoped<OrderRefunds>();
        services.AddScoped<OrderReservations>();
        services.AddScoped<OverdueInvoices>();
        services.AddScoped<OrderNotes>();
        services.AddScoped<OrderPayments>();
        services.AddScoped<OrderCart>();
        services.AddScoped<OrderPlacedMessages>();
        services.AddScoped<OrderPlacement>();
        services.AddScoped<OrderPlacer>();
        services.AddScoped<OrderUsage>();
        services.AddScoped<OwnTransactions>();
        services.AddScoped<PartialOrderCompleter>();
        services.AddScoped<PasswordReencryption>();
        services.AddScoped<PaymentDecisions>();
        services.AddScoped<PaymentModelFactory>();
        services.AddScoped<PaymentPanelFactory>();
        services.AddScoped<PaymentExport>();
        services.AddScoped<PaymentListFactory>();
        services.AddScoped<PaymentNews>();
        services.AddScoped<PaymentRefunder>();
        services.AddScoped<PaymentSearch>();
        services.AddScoped<PaymentTimeline>();
        services.AddScoped<PaymentReturner>();
        services.AddScoped<PaymentSettler>();
        services.AddScoped<PaymentStatusService>();
        services.AddScoped<PaymentTaker>();
        services.AddScoped<PaymentUrls>();
        services.AddScoped<PeriodModelFactory>();
        services.AddScoped<PeriodReconciliation>();
        services.AddScoped<PeriodWarnings>();
        services.AddScoped<PluginActivation>();
        services.AddScoped<PrimaryCurrency>();
        services.AddScoped<ReceiptComposer>();
        services.AddScoped<ReceiptPlanner>();
        services.AddScoped<ReceiptSubmitter>();
        services.AddScoped<ReceiptTroubles>();
        services.AddScoped<RefundBookkeeper>();
        services.AddScoped<RefundDecisions>();
        services.AddScoped<ReservationEnds>();
        services.AddScoped<ReservationReleaser>();
        services.AddScoped<ReconciliationModelFactory>();
        services.AddScoped<RefundResolver>();
        services.AddScoped<ReportedTransactions>();
        services.AddScoped<ReportFetcher>();
        services.AddScoped<ReportingAccounts>();
        services.AddScoped<ReportExport>();
        services.AddScoped<ReportModelFactory>();
        services.AddScoped<SalesChartFactory>();
        services.AddScoped<ShopperSession>();
        services.AddScoped<StoredEntityReader>();
        services.AddScoped<StoreRequestScope>();
        services.AddScoped<ShopTexts>();
        services.AddScoped<SystemWarningFactory>();
        services.AddScoped<TotalChanges>();
        services.AddScoped<TransactionPeriods>();
        services.AddScoped<Uninstallation>();
        services.AddScoped<UnpaidOrders>();
        services.AddScoped<UnsettledPayments>();

        services.AddGlaseClient();
        services.AddHostedService<WarmUp>();
    }

    /// <inheritdoc />
    public void Configure(IApplicationBuilder application)
    {
    }
}
