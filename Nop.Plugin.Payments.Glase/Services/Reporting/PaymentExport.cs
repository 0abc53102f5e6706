using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Writes payments as a table for spreadsheets and bookkeeping.
/// </summary>
public class PaymentExport(RefundStore refundStore, IOrderService orderService, PaymentSearch search)
{
    private const int BatchSize = 500;

    private static readonly ExportColumn<Payment>[] _columns =
    [
        new("Id", row => row.Stored.Id),
        new("CreatedOnUtc", row => row.Stored.CreatedOnUtc),
        new("Status", row => row.Stored.Status.ToString()),
        new("Order", row => row.OrderNumber),
        new("StoreId", row => row.Stored.StoreId),
        new("CustomerId", row => row.Stored.CustomerId),
        new("Amount", row => Amount(row.Stored.Amount, row.Stored.CurrencyCode)),
        new("Currency", row => row.Stored.CurrencyCode),
        new("PaidAmount", row => Amount(row.Stored.PaidAmount, row.Stored.PaidCurrencyCode)),
        new("PaidCurrency", row => row.Stored.PaidCurrencyCode),
        new("PaidOnUtc", row => row.Stored.PaidOnUtc),
        new("AuthorizedOnUtc", row => row.Stored.AuthorizedOnUtc),
        new("AppliedOnUtc", row => row.Stored.AppliedOnUtc),
        new("ReversedOnUtc", row => row.Stored.ReversedOnUtc),
        new("Refunded", row => Amount(row.Refunded, row.Stored.CurrencyCode)),
        new("InvoiceReference", row => row.Stored.InvoiceReference),
        new("PaymentReference", row => row.Stored.ErsReference),
        new("Error", row => row.Stored.LastError)
    ];

    /// <summary>
    /// Writes all payments that fit, the newest first.
    /// </summary>
    /// <param name="filter">Which payments</param>
    /// <param name="format">The kind of file; see <see cref="ExportFormat"/></param>
    /// <param name="culture">Whose spreadsheet opens a file of delimited values</param>
    /// <param name="stream">Where to</param>
    /// <param name="cancellationToken">Ends the writing</param>
    /// <exception cref="Exception">
    /// What the database says; when it comes before the first rows, nothing was written, not even the names of the columns
    /// </exception>
    public async Task WriteAsync(PaymentFilter filter, ExportFormat format, CultureInfo culture, Stream stream,
        CancellationToken cancellationToken)
    {
        var writer = format.CreateWriter(culture, stream, _columns);
        await foreach (var batch in search.ReadAllAsync(filter, BatchSize).WithCancellation(cancellationToken))
            await writer.WriteAsync(await CompleteAsync(batch));
        await writer.EndAsync();
    }

    private async Task<IEnumerable<Payment>> CompleteAsync(IList<GlasePayment> batch)
    {
        var orders = (await orderService.GetOrdersByIdsAsync([.. batch.Select(row => row.OrderId).OfType<int>().Distinct()]))
            .ToDictionary(order => order.Id, order => order.CustomOrderNumber);
        var refunded = await refundStore.GetRefundedAmountsAsync([.. batch.Select(row => row.Id)]);
        return batch.Select(row => new Payment(row, row.OrderId is { } orderId ? orders.GetValueOrDefault(orderId) : null,
            refunded.TryGetValue(row.Id, out var amount) ? amount : null));
    }

    private static decimal? Amount(decimal? amount, string currencyCode)
    {
        return amount is { } value ? CurrencyDecimals.Pad(value, currencyCode) : null;
    }

    private sealed record Payment(GlasePayment Stored, string OrderNumber, decimal? Refunded);
}
