using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Wire.Benchmarks;

/// <summary>
/// The same invoice in the words of both clients.
/// </summary>
internal static class Sample
{
    public const string InvoiceReference = "12345";

    private static readonly DateTime _issued = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static GlaseConnection Connection(string server) => new()
    {
        ServiceUrl = new Uri(server),
        ClientId = "Demo shop",
        TerminalId = "demo-terminal",
        Password = "demo"
    };

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(GlaseOperation operation, Action<RequestWriter> write)
    {
        var request = new RequestWriter();
        using var arguments = request.Buffer;
        write(request);
        using var envelope = SoapEnvelope.Write(operation, Connection("http://localhost/"), "0123456789abcdef01234567", arguments);
        return envelope.Written.ToArray();
    }

    public static Invoice NewInvoice(int rows) => new()
    {
        Title = "Demo shop",
        ClientInvoiceId = "1001",
        IssuedOnUtc = _issued,
        TotalAmount = new Amount(10.45m * rows, "SEK"),
        Rows = Enumerable.Range(0, rows).Select(row => new InvoiceRow
        {
            Description = Article(row),
            Quantity = 1,
            Sku = "NL-MAP",
            TaxRate = 25,
            TotalAmount = new Amount(10.45m, "SEK"),
            Unit = "pcs",
            UnitPrice = new Amount(10.45m, "SEK")
        }).ToList(),
        CashierId = "web",
        Footer = "Thank you",
        BackUrl = "https://shop.example/glase/AAAAAAAAAAAAAAAAAAAAAA/return",
        NotificationUrl = "https://shop.example/glase/AAAAAAAAAAAAAAAAAAAAAA/notification"
    };

    public static ContextPart Context() => new()
    {
        Channel = "ClientWS",
        ClientComment = GlaseConnection.DefaultClientComment,
        ClientId = "Demo shop",
        ClientReference = "0123456789abcdef01234567",
        InitiatorPrincipalId = new PrincipalPart { Id = "demo-terminal", Type = "TERMINALID" },
        Password = "demo"
    };

    public static SendInvoiceMessage Message(int rows) => new()
    {
        Context = Context(),
        Invoice = new InvoicePart
        {
            PaymentMode = "IMMEDIATE_DEBIT",
            AcknowledgmentMode = "NO_ACKNOWLEDGMENT",
            IssueDate = _issued,
            Title = "Demo shop",
            ClientInvoiceId = "1001",
            InvoiceRows = Enumerable.Range(0, rows).Select(row => new RowPart
            {
                ItemDescription = Article(row),
                ItemQuantity = 1,
                ItemSku = "NL-MAP",
                ItemTaxRate = 25,
                ItemTotalAmount = Money(10.45m),
                ItemUnit = "pcs",
                ItemUnitPrice = Money(10.45m)
            }).ToArray(),
            TotalAmount = Money(10.45m * rows),
            CashierId = "web",
            Footer = "Thank you",
            BackUrl = "https://shop.example/glase/AAAAAAAAAAAAAAAAAAAAAA/return",
            NotificationUrl = "https://shop.example/glase/AAAAAAAAAAAAAAAAAAAAAA/notification"
        }
    };

    public static PaymentStatusMessage Question() => new() { Context = Context(), InvoiceReference = InvoiceReference };

    private static AmountPart Money(decimal value) => new() { Currency = "SEK", Value = value };

    private static string Article(int row) => string.Create(CultureInfo.InvariantCulture, $"Trail map no. {row}");
}
