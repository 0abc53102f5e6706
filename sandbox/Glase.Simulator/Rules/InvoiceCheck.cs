using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>What an invoice must fulfil beyond the schema.</summary>
internal static class InvoiceCheck
{
    private static readonly HashSet<string> _withoutDecimals = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"
    };

    public static Outcome Check(InvoiceContent invoice)
    {
        if (invoice.NotificationUrl != null && !IsHttp(invoice.NotificationUrl))
            return Outcome.Of(ResultCode.InvalidNotificationUrl, "notificationUrl must be an absolute http or https address");
        var problem = Problem(invoice);
        if (problem != null)
            return Outcome.Of(ResultCode.InvalidInvoiceData, problem);
        return invoice.TotalAmount.Value > 0
            ? Outcome.Success
            : Outcome.Of(ResultCode.RejectedAmount, "totalAmount must be more than zero");
    }

    /// <summary>Whether an amount by itself can be one of its currency; null: it can.</summary>
    public static string AmountProblem(Amount amount)
    {
        if (amount == null)
            return "totalAmount is missing";
        return _withoutDecimals.Contains(amount.Currency) && amount.Value != decimal.Truncate(amount.Value)
            ? $"{amount.Currency} has no decimals, {amount} has"
            : null;
    }

    public static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static string Problem(InvoiceContent invoice)
    {
        if (invoice.AcknowledgmentMode == null)
            return "acknowledgmentMode is missing, the payer's app would wait for ever";
        return AmountProblem(invoice.TotalAmount) ?? RowsProblem(invoice);
    }

    private static string RowsProblem(InvoiceContent invoice)
    {
        var sum = 0m;
        foreach (var row in invoice.InvoiceRows ?? [])
        {
            if (row.ItemQuantity == null || row.ItemTotalAmount == null)
                return "each row needs itemQuantity and itemTotalAmount";
            if (Amounts(row).Any(amount => amount.Currency != invoice.TotalAmount.Currency))
                return "one invoice has one currency";
            sum += row.ItemTotalAmount.Value;
        }

        return sum == invoice.TotalAmount.Value
            ? null
            : $"the rows add up to {new Amount(sum, invoice.TotalAmount.Currency)}, totalAmount is {invoice.TotalAmount}";
    }

    private static IEnumerable<Amount> Amounts(InvoiceRow row) =>
        new[] { row.ItemDiscount, row.ItemTotalAmount, row.ItemUnitPrice }.Where(amount => amount != null);
}
