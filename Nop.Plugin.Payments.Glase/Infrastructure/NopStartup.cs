using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Core.Infrastructure;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Caching;

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
        // nopCommerce looks for controllers in plugins, not for compiled views.
        services.AddMvcCore().ConfigureApplicationPartManager(manager =>
            manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(NopStartup).Assembly)));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<CartInvoiceSync>();
        services.AddSingleton<FailureLog>();
        services.AddSingleton<InstallationState>();
        services.AddSingleton<LogDeduplicator>();
        services.AddSingleton<InProcessLockQueue>();
        services.AddSingleton<LockObservations>();
        services.AddSingleton<PaymentWatchRegistry>();
        services.AddSingleton<ReportJobRunner>();
        services.AddSingleton<SharedReportJobs>();
        services.AddSingleton<PaymentRateLimiter>();
        services.AddSingleton<ApiCallLog>();
        services.AddSingleton<SafeLog>();
        services.AddSingleton<PaymentMetrics>();
        services.AddSingleton<RecoveryMetrics>();
        services.AddSingleton<WaitingMetrics>();
        services.AddSingleton<PaymentEventDescriber>();
        services.AddSingleton<PaymentEventsEndpoint>();
        services.AddSingleton<IPaymentPoller, PaymentPoller>();
        services.AddSingleton<ReservationPoller>();
        AddNodeCommunication(services);
        services.AddSingleton<ReceiptBackgroundService>();
        services.AddSingleton<IReceiptQueue>(provider => provider.GetRequiredService<ReceiptBackgroundService>());
        services.AddHostedService(provider => provider.GetRequiredService<ReceiptBackgroundService>());

        services.AddScoped<AdminAccess>();
        services.AddScoped<AdminAmounts>();
        services.AddScoped<AdminDays>();
        services.AddScoped<AdminPreferences>();
        services.AddScoped<AdminTexts>();
        services.AddScoped<PaymentTexts>();
        services.AddScoped<CartChangeCollector>();
        services.AddScoped<CartChangeHandler>();
        services.AddScoped<CartInvoiceChangeScheduler>();
        services.AddScoped<CartInvoiceComposer>();
        services.AddScoped<CartItemComposer>();
        services.AddScoped<CartChargeComposer>();
        services.AddScoped<CartPaymentCanceller>();
        services.AddScoped<CartPaymentIssuer>();
        services.AddScoped<CartPaymentMigration>();
        services.AddScoped<CartPaymentMover>();
        services.AddScoped<CartPaymentService>();
        services.AddScoped<CartReadiness>();
        services.AddScoped<AddressValidator>();
        services.AddScoped<CartValidator>();
        services.AddScoped<MinimumAmountValidator>();
        services.AddScoped<CodeTimeout>();
        services.AddScoped<CheckoutValidator>();
        services.AddScoped<OrderValidator>();
        services.AddScoped<CheckoutAccessValidator>();
        services.AddScoped<OrderIntervalValidator>();
        services.AddScoped<CheckoutAttributeComposer>();
        services.AddScoped<CheckoutSelectionsKeeper>();
        services.AddScoped<PaymentStepModelFactory>();
        services.AddScoped<CompletedModelFactory>();
        services.AddScoped<ConfigurationModelFactory>();
        services.AddScoped<ConnectionTest>();
        services.AddScoped<ConnectionTestModelFactory>();
        services.AddScoped<DailyPeriodCloser>();
        services.AddScoped<DashboardModelFactory>();
        services.AddScoped<DifferenceModelFactory>();
        services.AddScoped<GlaseConnectionProvider>();
        services.AddScoped<GlaseInstaller>();
        services.AddScoped<PluginTasks>();
        services.AddSingleton<NotificationArrivals>();
        services.AddScoped<NotificationMonitor>();
        services.AddScoped<PaymentStore>();
        services.AddScoped<PaymentWorkQueries>();
        services.AddScoped<OverwrittenOrderQueries>();
        services.AddScoped<DistributedLock>();
        services.AddScoped<LockStore>();
        services.AddScoped<LockedPayments>();
        services.AddScoped<PeriodStore>();
        services.AddScoped<PollerLeaseStore>();
        services.AddScoped<RefundStore>();
        services.AddScoped<OrderPaymentClaims>();
        services.AddScoped<InvoiceRequestFactory>();
        services.AddScoped<InvoiceCanceller>();
        services.AddScoped<InvoiceUpdater>();
        services.AddScoped<InvoiceIssuer>();
        services.AddScoped<CheckoutInvoices>();
        services.AddScoped<PayableInvoiceProvider>();
        services.AddScoped<LateInvoiceCanceller>();
        services.AddScoped<InvoiceSender>();
        services.AddScoped<InvoiceTexts>();
        services.AddScoped<LostReservationResolution>();
        services.AddScoped<OrderInvoiceSync>();
        services.AddScoped<OrderPaymentSync>();
        services.AddScoped<OverwrittenOrderRepair>();
        services.AddScoped<InvoiceSyncAttempt>();
        services.AddScoped<OrderCancellationStore>();
        services.AddScoped<OrderInvoiceComposer>();
        services.AddScoped<OrderItemComposer>();
        services.AddScoped<OrderCurrency>();
        services.AddScoped<OrderReferenceWriter>();
        services.AddScoped<OrderRefundService>();
        services.AddScoped<OrderLinks>();
        services.AddScoped<OrderLinkSender>();
        services.AddScoped<OrderLinkOffer>();
        services.AddScoped<ClosedOrderReason>();
        services.AddScoped<PaymentLinkMailer>();
        services.AddScoped<TemplateEmailAccounts>();
        services.AddScoped<PaymentLinkTemplate>();
        services.AddScoped<OrderRequestKeeper>();
        services.AddScoped<OrderCaptureService>();
        services.AddScoped<OrderVoidService>();
        services.AddScoped<ReservationCapturer>();
        services.AddScoped<OfflineRefundRecorder>();
        services.AddScoped<OfflineVoidRecorder>();
        services.AddScoped<OrderNotes>();
        services.AddScoped<OrderPaymentService>();
        services.AddScoped<OrderPaymentBinder>();
        services.AddScoped<DeferredPaymentUpdater>();
        services.AddScoped<OtherMethodGuard>();
        services.AddScoped<OtherMethodsFactory>();
        services.AddScoped<OrderFactsFactory>();
        services.AddScoped<SecondPaymentFilter>();
        services.AddScoped<PartialOrderCart>();
        services.AddScoped<OrderPlacedNotifications>();
        services.AddScoped<OrderPlacementAttempt>();
        services.AddScoped<PlacementFailureFactory>();
        services.AddScoped<PlacementFailureRecorder>();
        services.AddScoped<OrderPlacer>();
        services.AddScoped<OrderUsageRecorder>();
        services.AddScoped<OrderUsageCalculator>();
        services.AddScoped<LocalTransactionReader>();
        services.AddScoped<PartialOrderCompleter>();
        services.AddScoped<PartialOrderSaver>();
        services.AddScoped<PasswordReencryptor>();
        services.AddScoped<SettingsSecrets>();
        services.AddScoped<ManualPaymentResolution>();
        services.AddScoped<PaymentMethodOffer>();
        services.AddScoped<PaidModelFactory>();
        services.AddScoped<PaidCartModelFactory>();
        services.AddScoped<WithdrawnReasonFactory>();
        services.AddScoped<PaidCartReader>();
        services.AddScoped<PaidCartComparer>();
        services.AddScoped<CartContentsReader>();
        services.AddScoped<PaidCartDelivery>();
        services.AddScoped<PaidCartRestorer>();
        services.AddScoped<RefundEstimate>();
        services.AddScoped<RefundNoticeStore>();
        services.AddScoped<CartChargeTextFactory>();
        services.AddScoped<PaymentModelFactory>();
        services.AddScoped<OrderPaymentModelFactory>();
        services.AddScoped<OrderPaymentsModelFactory>();
        services.AddScoped<OtherPaymentsFactory>();
        services.AddScoped<PaymentActionsFactory>();
        services.AddScoped<PaymentDetailsFactory>();
        services.AddScoped<PaymentPanelModelFactory>();
        services.AddScoped<PaymentTasksFactory>();
        services.AddScoped<RefundPanelModelFactory>();
        services.AddScoped<OrderLinkPanelModelFactory>();
        services.AddScoped<PaymentExport>();
        services.AddScoped<PaymentFilterFactory>();
        services.AddScoped<PaymentListModelFactory>();
        services.AddScoped<PaymentSearchModelFactory>();
        services.AddScoped<PaymentStatusSerializer>();
        services.AddScoped<RefundExecutor>();
        services.AddScoped<PaymentSearch>();
        services.AddScoped<PaymentStatistics>();
        services.AddScoped<PaymentTimeline>();
        services.AddScoped<PaymentActionNotifier>();
        services.AddScoped<UnappliedPaymentReversal>();
        services.AddScoped<ReversalReporter>();
        services.AddScoped<PaymentApplier>();
        services.AddScoped<PaymentEligibility>();
        services.AddScoped<OrderPaymentExecutor>();
        services.AddScoped<OrderPaymentMarker>();
        services.AddScoped<RefusalReporter>();
        services.AddScoped<PaymentProgress>();
        services.AddScoped<PaymentStatusRecorder>();
        services.AddScoped<CheckoutPaymentProcessor>();
        services.AddScoped<CheckoutPaymentFinder>();
        services.AddScoped<OrderTotalVerifier>();
        services.AddScoped<PaymentUrls>();
        services.AddScoped<PayPageRedirect>();
        services.AddScoped<PeriodModelFactory>();
        services.AddScoped<PeriodReconciliation>();
        services.AddScoped<PeriodWarnings>();
        services.AddScoped<PluginActivation>();
        services.AddScoped<PluginLifecycle>();
        services.AddScoped<PrimaryCurrency>();
        services.AddScoped<QrCodePlacementPolicy>();
        services.AddScoped<ReceiptComposer>();
        services.AddScoped<ReceiptScheduler>();
        services.AddScoped<ReceiptSubmitter>();
        services.AddScoped<ReceiptFailureReporter>();
        services.AddScoped<OrderRefundSync>();
        services.AddScoped<ExternalRefundResolution>();
        services.AddScoped<RefundedPaymentMarker>();
        services.AddScoped<ManualRefundResolution>();
        services.AddScoped<ReservationExpiryCheck>();
        services.AddScoped<ReservationReleaser>();
        services.AddScoped<ReconciliationGridFactory>();
        services.AddScoped<ReconciliationModelFactory>();
        services.AddScoped<RefundMatchProposer>();
        services.AddScoped<ReportedTransactionStore>();
        services.AddScoped<ReportFetcher>();
        services.AddScoped<ReportJobStore>();
        services.AddScoped<ReportingAccountProvider>();
        services.AddScoped<ReportExport>();
        services.AddScoped<ReportModelFactory>();
        services.AddScoped<SalesChartFactory>();
        services.AddScoped<ShopperSession>();
        services.AddScoped<UncachedEntityReader>();
        services.AddScoped<StoreRequestScope>();
        services.AddScoped<StoreOrderProcessing>();
        services.AddScoped<ShopTexts>();
        services.AddScoped<PaymentWarningFactory>();
        services.AddScoped<StoreWarningFactory>();
        services.AddScoped<SystemWarningFactory>();
        services.AddScoped<TaskWarningFactory>();
        services.AddScoped<SystemWarningTexts>();
        services.AddScoped<TotalChangeDetector>();
        services.AddScoped<PeriodCloser>();
        services.AddScoped<UninstallGuard>();
        services.AddScoped<UninstallNotices>();
        services.AddScoped<UnfinishedPaymentCheck>();
        services.AddScoped<UnpaidOrderCanceller>();
        services.AddScoped<UnappliedPaymentRecovery>();

        services.AddScoped<RecoveryPipeline>();
        foreach (var step in RecoveryPipeline.StepTypes)
        {
            services.AddScoped(step);
            // By factory: nopCommerce warns of several types that are registered for one service.
            services.AddScoped(typeof(IRecoveryStep), provider => provider.GetRequiredService(step));
        }

        services.Configure<MvcOptions>(options => options.Conventions.Add(new CheckoutConvention()));
        services.AddGlaseClient();
        services.AddHostedService<WarmUp>();
    }

    // nopCommerce registers its connection, before plugins come in turn, where the shop has Redis.
    private static void AddNodeCommunication(IServiceCollection services)
    {
        services.AddSingleton<NodeRegistry>();
        services.AddSingleton<DatabasePaymentChangeFeed>();
        if (services.Any(service => service.ServiceType == typeof(IRedisConnectionWrapper)))
        {
            services.AddSingleton<RedisAccess>();
            services.AddSingleton<IPollerElection, RedisPollerElection>();
            services.AddSingleton<RedisPaymentChangeFeed>();
            services.AddSingleton<IPaymentChangePublisher>(provider => provider.GetRequiredService<RedisPaymentChangeFeed>());
            services.AddSingleton<IWatchUpkeep>(provider => provider.GetRequiredService<RedisPaymentChangeFeed>());
        }
        else
        {
            services.AddSingleton<DatabasePollerElection>();
            services.AddSingleton<IPollerElection>(provider => provider.GetRequiredService<DatabasePollerElection>());
            services.AddSingleton<IPaymentChangePublisher>(provider => provider.GetRequiredService<DatabasePaymentChangeFeed>());
            services.AddSingleton<IWatchUpkeep>(provider => provider.GetRequiredService<DatabasePollerElection>());
            services.AddSingleton<IWatchUpkeep>(provider => provider.GetRequiredService<DatabasePaymentChangeFeed>());
        }

        services.AddSingleton<NotificationUpkeep>();
        services.AddSingleton<IWatchUpkeep>(provider => provider.GetRequiredService<NotificationUpkeep>());
        services.AddHostedService<WatchUpkeepService>();
    }

    /// <inheritdoc />
    public void Configure(IApplicationBuilder application)
    {
    }
}
