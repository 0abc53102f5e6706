using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Each operation called with ordinary arguments.
/// </summary>
internal static class Calls
{
    public const string Password = "s3cret&<pass";
    public const string ShopPassword = "0ther-s3cret";

    public static readonly GlaseConnection Connection = new()
    {
        ServiceUrl = new("https://glase.example/soap/merchant/cashregister-2"),
        ClientId = "Shop & Söner",
        TerminalId = "fd94d9f5",
        Password = Password,
        ShopId = "shop1",
        ShopPassword = ShopPassword
    };

    public static readonly Invoice Invoice = new()
    {
        IssuedOnUtc = new(2026, 3, 1, 13, 5, 9, 70, DateTimeKind.Utc),
        Title = "Grön butik",
        ClientInvoiceId = "7c1d",
        Rows =
        [
            new()
            {
                Description = "Kaffe <500 g> & \"kopp\"",
                Discount = new(1.5m, "SEK"),
                Ean = "7310865004703",
                Quantity = 2.50m,
                Sku = "K-1",
                TaxRate = 12.0m,
                TotalAmount = new(1093.10m, "SEK"),
                Unit = "kg",
                UnitPrice = new(437.8400m, "SEK")
            },
            new() { Description = "Gift card", TotalAmount = new(-93.05m, "SEK") }
        ],
        TotalAmount = new(1000.05m, "SEK"),
        CashierId = "Web",
        Footer = "Tack!",
        BackUrl = "https://shop.example/back?a=1&b=2",
        NotificationUrl = "https://shop.example/notify",
        CommitReservationTimeout = TimeSpan.FromMinutes(10)
    };

    public static readonly Dictionary<string, string> ReportParameters = new()
    {
        ["transactionPeriodId"] = "77",
        ["TERMINALID"] = "fd94d9f5"
    };

    public static Task MakeAsync(this IGlaseClient client, GlaseOperation operation, GlaseConnection connection = null,
        CancellationToken cancellationToken = default)
    {
        connection ??= Connection;
        return operation switch
        {
            GlaseOperation.SendInvoice => client.SendInvoiceAsync(connection, Invoice, cancellationToken),
            GlaseOperation.UpdateInvoice => client.UpdateInvoiceAsync(connection, "R1", Invoice, cancellationToken),
            GlaseOperation.GetPaymentStatus => client.GetPaymentStatusAsync(connection, "R1", 3, cancellationToken),
            GlaseOperation.CancelInvoice => client.CancelInvoiceAsync(connection, "R1", cancellationToken),
            GlaseOperation.CommitReservation =>
                client.CommitReservationAsync(connection, "R1", new(20m, "SEK"), cancellationToken),
            GlaseOperation.SubmitPaymentReceipt => client.SubmitPaymentReceiptAsync(connection, "E1",
                new("text/html", "<p>Tack</p>"u8.ToArray()), cancellationToken),
            GlaseOperation.RefundPayment =>
                client.RefundPaymentAsync(connection, "E1", "Åter", new(12.30m, "SEK"), cancellationToken),
            GlaseOperation.MarkTransactionPeriod =>
                client.MarkTransactionPeriodAsync(connection, "fd94d9f5", cancellationToken),
            GlaseOperation.ExecuteReport => client.ExecuteReportAsync(connection, "Reconciliation/STD_RECON_006.xml", "en",
                ReportParameters, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(operation))
        };
    }
}
