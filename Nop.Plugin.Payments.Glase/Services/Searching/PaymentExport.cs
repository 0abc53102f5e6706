using System.Globalization;
using System.Text;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Searching;

/// <summary>
/// Writes payments as a table of comma-separated values (RFC 4180) for spreadsheets and bookkeeping.
/// </summary>
public class PaymentExport
{
    private const int BatchSize = 500;

    private static readonly string[] Columns =
    [
        "Id", "CreatedOnUtc", "Status", "Order", "StoreId", "CustomerId", "Amount", "Currency", "PaidAmount", "PaidCurrency",
        "PaidOnUtc", "SettledOnUtc", "Refunded", "InvoiceReference", "PaymentReference", "Error"
    ];

    private readonly GlaseRefundService _refundService;
    private readonly IOrderService _orderService;
    private readonly PaymentSearch _search;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentExport(GlaseRefundService refundService, IOrderService orderService, PaymentSearch search)
    {
        _refundService = refundService;
        _orderService = orderService;
        _search = search;
    }

    /// <summary>
    /// Writes all payments that fit, the newest first. Times are UTC (ISO 8601), numbers have a point.
    /// </summary>
    public async Task WriteAsync(PaymentFilter filter, Stream stream, CancellationToken cancellationToken)
    {
        // The mark tells spreadsheets that it is UTF-8.
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        writer.NewLine = "\r\n";
        await writer.WriteLineAsync(Line(Columns));
        await foreach (var batch in _search.ReadAllAsync(filter, BatchSize).WithCancellation(cancellationToken))
        {
            var orders = (await _orderService.GetOrdersByIdsAsync([.. batch.Select(row => row.OrderId).OfType<int>().Distinct()]))
                .ToDictionary(order => order.Id, order => order.CustomOrderNumber);
            var refunded = await _refundService.GetRefundedAsync([.. batch.Select(row => row.Id)]);
            foreach (var row in batch)
                await writer.WriteLineAsync(Line(Values(row, orders, refunded)));
        }
    }

    private static IEnumerable<string> Values(GlaseInvoice row, Dictionary<int, string> orders, IDictionary<int, decimal> refunded)
    {
        return
        [
            row.Id.ToString(CultureInfo.InvariantCulture),
            Time(row.CreatedOnUtc),
            row.Status.ToString(),
            row.OrderId is { } orderId ? orders.GetValueOrDefault(orderId) : null,
            row.StoreId.ToString(CultureInfo.InvariantCulture),
            row.CustomerId.ToString(CultureInfo.InvariantCulture),
            Number(row.Amount),
            row.CurrencyCode,
            Number(row.PaidAmount),
            row.PaidCurrencyCode,
            Time(row.PaidOnUtc),
            Time(row.SettledOnUtc),
            Number(refunded.TryGetValue(row.Id, out var amount) ? amount : null),
            row.InvoiceReference,
            row.ErsReference,
            row.LastError
        ];
    }

    private static string Line(IEnumerable<string> values) => string.Join(',', values.Select(Quote));

    private static string Quote(string value)
    {
        if (string.IsNullOrEmpty(value))
            return "";

        // A spreadsheet would take such a text for a formula.
        var text = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Time(DateTime? utc) => utc?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Number(decimal? amount) => amount?.ToString("0.00##", CultureInfo.InvariantCulture);
}
