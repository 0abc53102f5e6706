using Glase.Simulator.Faults;
using Glase.Simulator.Reports;
using Glase.Simulator.Rules;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Control;

/// <summary>The JSON API for tests that run in another process: what was seen, and what shall happen next.</summary>
internal static class ControlRoutes
{
    public static void Map(WebApplication app)
    {
        var control = app.MapGroup("/control");
        control.AddEndpointFilter(ControlErrors.HandleAsync);
        MapState(control);
        MapInvoices(control);
        MapFaults(control);
        MapNotifications(control);
    }

    private static void MapState(RouteGroupBuilder control)
    {
        control.MapGet("/", SimulatorState.Of);
        control.MapGet("/calls", (CallLog calls, string operation = null, string invoice = null, int take = 100) =>
            calls.Find(operation, invoice).TakeLast(take));
        control.MapGet("/violations", (ViolationLog violations) => violations.All);
        control.MapGet("/periods", (ReportOperations reports) => reports.Periods);
        control.MapGet("/refunds", (InvoiceRegister invoices) => Snapshots(invoices).SelectMany(invoice => invoice.Refunds));
        control.MapGet("/receipts", (InvoiceRegister invoices) => Snapshots(invoices).SelectMany(invoice => invoice.Receipts));
        control.MapPost("/clear", (CallLog calls, ViolationLog violations) =>
        {
            calls.Clear();
            violations.Clear();
            return Results.NoContent();
        });
    }

    private static void MapInvoices(RouteGroupBuilder control)
    {
        control.MapGet("/invoices", (InvoiceRegister invoices, string status = null, int take = 100) => Snapshots(invoices)
            .Where(invoice => (status ?? invoice.Status) == invoice.Status)
            .TakeLast(take));
        control.MapGet("/invoices/{reference}", (InvoiceRegister invoices, string reference) => Snapshot(invoices, reference));
        MapAction(control, "start", (payer, reference, _) => payer.Start(reference));
        MapAction(control, "pay", (payer, reference, body) => payer.Pay(reference, body.ToAmount()));
        MapAction(control, "reserve", (payer, reference, body) => payer.Reserve(reference, body.ToAmount()));
        MapAction(control, "cancel", (payer, reference, _) => payer.Cancel(reference));
        MapAction(control, "fail", (payer, reference, _) => payer.Fail(reference));
        MapAction(control, "expire", (payer, reference, _) => payer.Expire(reference));
        MapAction(control, "status", (payer, reference, body) => payer.SetStatus(reference, body.RequireStatus()));
    }

    private static void MapAction(RouteGroupBuilder control, string name, Action<PayerActions, string, ActionBody> action) =>
        control.MapPost("/invoices/{reference}/" + name,
            async (HttpRequest request, PayerActions payer, InvoiceRegister invoices, string reference) =>
            {
                action(payer, reference, await ActionBody.ReadAsync(request));
                return Snapshot(invoices, reference);
            });

    private static void MapFaults(RouteGroupBuilder control)
    {
        control.MapGet("/faults", (FaultPlan faults) => faults.All);
        control.MapPost("/faults", async (HttpRequest request, FaultPlan faults) =>
        {
            faults.Add(await ControlJson.ReadAsync<Fault>(request));
            return faults.All;
        });
        control.MapDelete("/faults", (FaultPlan faults) =>
        {
            faults.Clear();
            return Results.NoContent();
        });
    }

    private static void MapNotifications(RouteGroupBuilder control)
    {
        control.MapGet("/notifications", (Notifier notifier) => notifier.Sent);
        control.MapPut("/notifications", async (HttpRequest request, Notifier notifier) =>
        {
            var change = await ControlJson.ReadAsync<NotificationSwitch>(request);
            notifier.Mode = change.Mode;
            notifier.Delay = TimeSpan.FromMilliseconds(change.DelayMilliseconds);
            return change;
        });
        control.MapPost("/invoices/{reference}/notify", async (Notifier notifier, InvoiceRegister invoices, string reference) =>
            await notifier.SendAsync(reference, Snapshot(invoices, reference).Content.NotificationUrl
                ?? throw new InvalidOperationException("The invoice has no notificationUrl.")));
    }

    private static IEnumerable<InvoiceSnapshot> Snapshots(InvoiceRegister invoices) =>
        invoices.All.Select(invoice => InvoiceSnapshot.Of(invoice, invoices));

    private static InvoiceSnapshot Snapshot(InvoiceRegister invoices, string reference) =>
        invoices.Find(reference) is { } invoice
            ? InvoiceSnapshot.Of(invoice, invoices)
            : throw new KeyNotFoundException($"There is no invoice {reference}.");
}

internal sealed record NotificationSwitch(NotificationMode Mode, int DelayMilliseconds);
