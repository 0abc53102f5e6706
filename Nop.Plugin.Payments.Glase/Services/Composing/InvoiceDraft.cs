using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// An amount to invoice and the lines that add up to it exactly.
/// </summary>
public sealed class InvoiceDraft
{
    private InvoiceDraft(decimal amount, string currencyCode, IReadOnlyList<InvoiceLine> lines, CartDelivery delivery = null,
        CartContents contents = null)
    {
        Amount = amount;
        CurrencyCode = currencyCode;
        Lines = lines;
        Delivery = delivery;
        Contents = contents;
        Hash = ComputeHash();
    }

    /// <summary>
    /// Gets the amount to pay, in <see cref="CurrencyCode"/>, rounded by <see cref="CurrencyDecimals"/>.
    /// </summary>
    public decimal Amount { get; }

    /// <summary>
    /// Gets the currency (ISO 4217): the primary store currency, which is that of order totals.
    /// </summary>
    public string CurrencyCode { get; }

    /// <summary>
    /// Gets the lines; their totals add up to <see cref="Amount"/>.
    /// </summary>
    public IReadOnlyList<InvoiceLine> Lines { get; }

    /// <summary>
    /// Gets what makes up the amount, for a cart.
    /// </summary>
    public CartCosts Costs => CartCosts.Of(Lines, Delivery, Contents);

    /// <summary>
    /// Gets how a cart is sent; null for an order, and where nothing is sent.
    /// </summary>
    public CartDelivery Delivery { get; }

    /// <summary>
    /// Gets what a cart contains; null for an order.
    /// </summary>
    public CartContents Contents { get; }

    /// <summary>
    /// Gets a fingerprint (SHA-256, hexadecimal) of everything the payer would see, and of the contents of the cart and the shipping option,
    /// which are stored with the invoice.
    /// </summary>
    public string Hash { get; }

    /// <summary>
    /// Makes an invoice whose lines add up to the total, however the shop rounds.
    /// </summary>
    /// <param name="total">The order total</param>
    /// <param name="currencyCode">Its currency (ISO 4217)</param>
    /// <param name="lines">The lines as the shop computes them; those of zero and without an item are left out</param>
    /// <param name="roundingDescription">What to call the line that takes up the difference, if there is one</param>
    /// <param name="reductionDescription">
    /// What to call it where the total is lower by more than rounding explains; null where that has no other reason
    /// </param>
    /// <param name="delivery">How a cart is sent; null for an order, and where nothing is sent</param>
    /// <param name="contents">What a cart contains; null for an order</param>
    public static InvoiceDraft Balance(decimal total, string currencyCode, IEnumerable<InvoiceLine> lines,
        string roundingDescription, string reductionDescription = null, CartDelivery delivery = null, CartContents contents = null)
    {
        var amount = CurrencyDecimals.Round(total, currencyCode);
        var balanced = lines
            .Select(line => line with
            {
                Total = CurrencyDecimals.Round(line.Total, currencyCode),
                UnitPrice = line.UnitPrice is { } price ? CurrencyDecimals.Round(price, currencyCode) : null
            })
            .Where(line => line.Total != 0 || line.UnitPrice is not null)
            .ToList();

        var difference = amount - balanced.Sum(line => line.Total);

        // Each line, and the total, is rounded by less than a unit.
        var mostRounding = (balanced.Count + 1) * CurrencyDecimals.UnitOf(currencyCode);
        var isReduction = reductionDescription is not null && difference < -mostRounding;
        if (difference != 0)
            balanced.Add(new InvoiceLine(isReduction ? reductionDescription : roundingDescription, 1, difference));

        return new InvoiceDraft(amount, currencyCode, balanced, delivery, contents);
    }

    /// <summary>
    /// Gets the same invoice with a single line, for owners who do not send the cart and for invoices that Glase refused.
    /// </summary>
    /// <param name="description">What to call the line</param>
    public InvoiceDraft AsSingleLine(string description)
    {
        return new InvoiceDraft(Amount, CurrencyCode, [new InvoiceLine(description, 1, Amount, Amount)]);
    }

    private string ComputeHash()
    {
        var text = new StringBuilder();
        Append(text, Amount, CurrencyCode);
        foreach (var line in Lines)
            Append(text, line.Description, line.Quantity, line.Total, line.UnitPrice, line.TaxRate, line.Sku, line.Ean);
        if (Delivery is not null)
            Append(text, Delivery.ShippingOption, Delivery.PickupPoint);
        if (Contents is not null)
            Append(text, JsonSerializer.Serialize(Contents));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, params object[] fields)
    {
        foreach (var field in fields)
        {
            // 1, 1.0 and 1.00 are one number; a field's length keeps neighbours from running into each other.
            var value = field is decimal number
                ? number.ToString("0.############", CultureInfo.InvariantCulture)
                : field?.ToString() ?? "";
            text.Append(value.Length).Append(':').Append(value);
        }
    }
}
