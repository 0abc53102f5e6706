using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Writes payments as a table of comma-separated values for spreadsheets and bookkeeping.
/// </summary>
public class PaymentExport(RefundStore refundStore, IOrderService orderService, PaymentSearch search)
{
    private const int BatchSize = 500;

    private static readonly string[] _columns =
    [
        "Id", "CreatedOnUtc", "Status", "Order", "StoreId", "CustomerId", "Amount", "Currency", "PaidAmount", "PaidCurrency",
        "PaidOnUtc", "AuthorizedOnUtc", "AppliedOnUtc", "ReversedOnUtc", "Refunded", "InvoiceReference", "PaymentReference", "Error"
    ];

    /// <summary>
    /// Writes all payments that fit, the newest first. Times are UTC (ISO 8601), numbers have a point.
    /// </summary>
    /// <exception cref="Exception">
    /// What the database says; when it comes before the first rows, nothing was written, not even the names of the columns
    /// </exception>
    public async Task WriteAsync(PaymentFilter filter, Stream stream, CancellationToken cancellationToken)
    {
        await using var batches = search.ReadAllAsync(filter, BatchSize).GetAsyncEnumerator(cancellationToken);
        var lines = await ReadAsync(batches);
        await using var writer = CsvFormat.CreateWriter(stream);
        await writer.WriteLineAsync(CsvFormat.FormatLine(_columns));
        while (lines.Count > 0)
        {
            foreach (var line in lines)
                await writer.WriteLineAsync(line);
            lines = await ReadAsync(batches);
        }
    }

    // None at the end.
    private async Task<List<string>> ReadAsync(IAsyncEnumerator<IList<GlasePayment>> batches)
    {
        if (!await batches.MoveNextAsync())
            return [];

        var batch = batches.Current;
        var orders = (await orderService.GetOrdersByIdsAsync([.. batch.Select(row => row.OrderId).OfType<int>().Distinct()]))
            .ToDictionary(order => order.Id, order => order.CustomOrderNumber);
        var refunded = await refundStore.GetRefundedAmountsAsync([.. batch.Select(row => row.Id)]);
        return batch.Select(row => CsvFormat.FormatLine(Values(row, orders, refunded))).ToList();
    }

    private static IEnumerable<string> Values(GlasePayment row, Dictionary<int, string> orders, IDictionary<int, decimal> refunded)
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
            Time(row.AuthorizedOnUtc),
            Time(row.AppliedOnUtc),
            Time(row.ReversedOnUtc),
            Number(refunded.TryGetValue(row.Id, out var amount) ? amount : null),
            row.InvoiceReference,
            row.ErsReference,
            row.LastError
        ];
    }

    private static string Time(DateTime? utc) => utc?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Number(decimal? amount) => amount?.ToString("0.00##", CultureInfo.InvariantCulture);
}
