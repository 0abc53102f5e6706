using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Web.Framework;
using Nop.Web.Framework.Mvc.Routing;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// The plugin's addresses.
/// </summary>
public class RouteProvider : IRouteProvider
{
    private const string Token = "{token:regex(^[A-Za-z0-9_-]{{22}}$)}";

    /// <inheritdoc />
    public int Priority => 0;

    /// <inheritdoc />
    public void RegisterRoutes(IEndpointRouteBuilder endpointRouteBuilder)
    {
        endpointRouteBuilder.MapControllerRoute(GlaseDefaults.Routes.Configure, GlaseDefaults.ConfigurePage,
            new { controller = "GlaseAdmin", action = "Configure", area = AreaNames.ADMIN });

        endpointRouteBuilder.MapControllerRoute(GlaseDefaults.Routes.AdminHelp, GlaseDefaults.HelpPage,
            new { controller = "GlaseHelpAdmin", action = "Help", area = AreaNames.ADMIN });

        endpointRouteBuilder.MapControllerRoute(GlaseDefaults.Routes.AdminPayments, "Admin/Glase/Payments",
            new { controller = "GlasePaymentListAdmin", action = "List", area = AreaNames.ADMIN });
        endpointRouteBuilder.MapControllerRoute(GlaseDefaults.Routes.AdminPaymentsData, "Admin/Glase/Payments/Data",
            new { controller = "GlasePaymentListAdmin", action = "Data", area = AreaNames.ADMIN });
        endpointRouteBuilder.MapControllerRoute(GlaseDefaults.Routes.AdminPaymentsExport, "Admin/Glase/Payments/Export",
            new { controller = "GlasePaymentListAdmin", action = "Export", area = AreaNames.ADMIN });

        MapPeriods(endpointRouteBuilder);

        MapPayment(endpointRouteBuilder);

        MapPublic(endpointRouteBuilder, GlaseDefaults.Routes.RenewCart, $"{PaymentUrls.Root}/renew", "GlaseRenewal", "RenewCart");
        MapPublic(endpointRouteBuilder, GlaseDefaults.Routes.Summary, $"{PaymentUrls.Root}/summary", "GlaseSummary", "Summary");

        var orderLink = $"{PaymentUrls.Root}/order/{{token:regex(^[A-Za-z0-9_-]{{{{{OrderLinks.TokenLength}}}}}$)}}";
        MapPublic(endpointRouteBuilder, GlaseDefaults.Routes.OrderLink, orderLink, "GlaseOrderLink", nameof(GlaseOrderLinkController.Open));
        MapPublic(endpointRouteBuilder, GlaseDefaults.Routes.OrderLinkImage, OrderLinks.ImageUrl(orderLink), "GlaseOrderLink",
            nameof(GlaseOrderLinkController.Image));

        Map(endpointRouteBuilder, GlaseDefaults.Routes.Pay, "", "GlasePayment", "Pay");
        Map(endpointRouteBuilder, GlaseDefaults.Routes.Complete, "/complete", "GlasePayment", "Complete");
        Map(endpointRouteBuilder, GlaseDefaults.Routes.Cancel, "/cancel", "GlaseCancellation", "Cancel");
        Map(endpointRouteBuilder, GlaseDefaults.Routes.PutBack, "/putback", "GlasePaidCart", nameof(GlasePaidCartController.PutBack));
        Map(endpointRouteBuilder, GlaseDefaults.Routes.CloseNotice, "/notice", "GlasePaidCart", nameof(GlasePaidCartController.CloseNotice));
        Map(endpointRouteBuilder, GlaseDefaults.Routes.Renew, "/renew", "GlaseRenewal", "Renew");
        Map(endpointRouteBuilder, GlaseDefaults.Routes.Return, "/return", "GlasePayment", "Return");
        Map(endpointRouteBuilder, GlaseDefaults.Routes.Status, "/status", "GlaseStatus", "Status");
        MapEvents(endpointRouteBuilder);
        Map(endpointRouteBuilder, GlaseDefaults.Routes.Notification, "/notification", "GlaseStatus", "Notification");
        endpointRouteBuilder.MapControllerRoute(GlaseDefaults.Routes.Unknown, $"{PaymentUrls.Root}/{{first}}/{{**rest}}",
            new { controller = "GlaseFallback", action = nameof(GlaseFallbackController.Unknown) });
    }

    private static void MapPayment(IEndpointRouteBuilder builder)
    {
        const string payment = GlaseDefaults.PaymentPage + "/{id:int}";
        builder.MapControllerRoute(GlaseDefaults.Routes.AdminPayment, payment,
            new { controller = "GlasePaymentAdmin", action = "Payment", area = AreaNames.ADMIN });
        MapActions(builder, GlaseDefaults.Routes.AdminPaymentAction, payment, "GlasePaymentAdmin",
            nameof(GlasePaymentAdminController.RefreshStatus), nameof(GlasePaymentAdminController.CancelInvoice),
            nameof(GlasePaymentAdminController.CompleteOrRefund));
        builder.MapControllerRoute(GlaseDefaults.Routes.AdminOrderLink, "Admin/Glase/Order/{id:int}/SendPaymentLink",
            new { controller = "GlaseOrderAdmin", action = nameof(GlaseOrderAdminController.SendPaymentLink), area = AreaNames.ADMIN });
        MapActions(builder, GlaseDefaults.Routes.AdminPaymentResolution, payment, "GlasePaymentResolutionAdmin",
            nameof(GlasePaymentResolutionAdminController.RefundPayment), nameof(GlasePaymentResolutionAdminController.ApplyPayment),
            nameof(GlasePaymentResolutionAdminController.PlaceOrder),
            nameof(GlasePaymentResolutionAdminController.ReleaseReservation),
            nameof(GlasePaymentResolutionAdminController.CloseReservation));
        MapActions(builder, GlaseDefaults.Routes.AdminRefundAction, payment, "GlaseRefundAdmin",
            nameof(GlaseRefundAdminController.SyncRefunds), nameof(GlaseRefundAdminController.RefundOverpayment),
            nameof(GlaseRefundAdminController.MarkRefundedOutsideGlase));
        MapActions(builder, GlaseDefaults.Routes.AdminRefundOutcome, payment + "/refund/{refundId:int}", "GlaseRefundAdmin",
            nameof(GlaseRefundAdminController.MarkSucceeded), nameof(GlaseRefundAdminController.MarkNotMade),
            nameof(GlaseRefundAdminController.AcceptProposal));
    }

    private static void MapPeriods(IEndpointRouteBuilder builder)
    {
        builder.MapControllerRoute(GlaseDefaults.Routes.AdminPeriods, "Admin/Glase/Periods",
            new { controller = "GlasePeriodAdmin", action = "List", area = AreaNames.ADMIN });
        builder.MapControllerRoute(GlaseDefaults.Routes.AdminPeriodsData, "Admin/Glase/Periods/Data",
            new { controller = "GlasePeriodAdmin", action = "Data", area = AreaNames.ADMIN });
        builder.MapControllerRoute(GlaseDefaults.Routes.AdminPeriodClose, "Admin/Glase/Periods/Close",
            new { controller = "GlasePeriodAdmin", action = "Close", area = AreaNames.ADMIN });

        const string period = "Admin/Glase/Period/{id:int}";
        builder.MapControllerRoute(GlaseDefaults.Routes.AdminReconciliation, period + "/reconciliation",
            new { controller = "GlaseReconciliationAdmin", action = "Reconciliation", area = AreaNames.ADMIN });
        MapActions(builder, GlaseDefaults.Routes.AdminReconciliationData, period + "/reconciliation", "GlaseReconciliationAdmin",
            nameof(GlaseReconciliationAdminController.Differences), nameof(GlaseReconciliationAdminController.Matched));
        var report = $"{period}/{{kind:regex(^({string.Join('|', Enum.GetNames<ReportKind>())})$)}}";
        builder.MapControllerRoute(GlaseDefaults.Routes.AdminReport, report,
            new { controller = "GlaseReportAdmin", action = "Report", area = AreaNames.ADMIN });
        MapActions(builder, GlaseDefaults.Routes.AdminReportAction, report, "GlaseReportAdmin",
            nameof(GlaseReportAdminController.Progress), nameof(GlaseReportAdminController.FetchAgain),
            nameof(GlaseReportAdminController.Cancel), nameof(GlaseReportAdminController.Xml), nameof(GlaseReportAdminController.Csv),
            nameof(GlaseReportAdminController.Xlsx));
    }

    /// <summary>
    /// The constraint is an object, not a part of the pattern: routing makes one of a pattern's anew for each action of the
    /// application when the shop starts, and compiles its expression each time.
    /// </summary>
    private static void MapActions(IEndpointRouteBuilder builder, string name, string prefix, string controller,
        params string[] actions)
    {
        var action = new RegexRouteConstraint(new Regex($"^({string.Join('|', actions)})$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        builder.MapControllerRoute(name, prefix + "/{action}", new { controller, area = AreaNames.ADMIN }, new { action });
    }

    private static void Map(IEndpointRouteBuilder builder, string name, string suffix, string controller, string action)
    {
        MapPublic(builder, name, $"{PaymentUrls.Root}/{Token}{suffix}", controller, action);
    }

    /// <summary>
    /// Thousands of event streams may be open: what MVC keeps of a request while its action runs is more than all that a stream needs.
    /// </summary>
    private static void MapEvents(IEndpointRouteBuilder builder)
    {
        const string pattern = $"{PaymentUrls.Root}/{Token}/events";
        builder.MapMethods(pattern, PaymentEventsEndpoint.Methods,
                static context => context.RequestServices.GetRequiredService<PaymentEventsEndpoint>().HandleAsync(context))
            .WithName(GlaseDefaults.Routes.Events);
        MapNotAllowed(builder, GlaseDefaults.Routes.Events, pattern, new RouteValueDictionary
        {
            [GlaseFallbackController.OfMethods] = string.Join(", ", PaymentEventsEndpoint.Methods)
        });
    }

    /// <summary>
    /// The second route takes what the action of the first does not: it comes later, and before nopCommerce's for all addresses.
    /// </summary>
    private static void MapPublic(IEndpointRouteBuilder builder, string name, string pattern, string controller, string action)
    {
        builder.MapControllerRoute(name, pattern, new { controller, action });
        MapNotAllowed(builder, name, pattern, new RouteValueDictionary
        {
            [GlaseFallbackController.OfController] = controller,
            [GlaseFallbackController.OfAction] = action
        });
    }

    private static void MapNotAllowed(IEndpointRouteBuilder builder, string name, string pattern, RouteValueDictionary defaults)
    {
        defaults["controller"] = "GlaseFallback";
        defaults["action"] = nameof(GlaseFallbackController.NotAllowed);
        builder.MapControllerRoute(name + ".NotAllowed", pattern, defaults);
    }
}
