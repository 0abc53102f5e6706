using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// The details of a PAID response that orders and refunds need, as far as they are known.
/// </summary>
/// <param name="Reference">Glase's reference of the payment; null when it is not known or cannot be used</param>
/// <param name="Amount">The amount that was paid; null when it is not known</param>
/// <param name="Currency">The currency as Glase wrote it, shortened to fit its column; null when it is not known</param>
public sealed record PaidDetails(string Reference, decimal? Amount, string Currency)
{
    private bool AreComplete => Reference is not null && Amount is not null && GlasePayment.IsCurrencyCode(Currency);

    /// <summary>
    /// Gets what is known after one more answer. What is complete stays as it is. An answer that is complete by itself takes the
    /// place of what is not; any other one only adds what is missing, and only if it contradicts nothing: an amount of one answer
    /// and a currency of another one are not put together when the answers differ.
    /// </summary>
    /// <param name="said">What the answer says</param>
    public PaidDetails Merge(PaidDetails said)
    {
        if (AreComplete)
            return this;
        if (said.AreComplete)
            return said;
        return Contradicts(said)
            ? this
            : new(Reference ?? said.Reference, Amount ?? said.Amount, GlasePayment.IsCurrencyCode(Currency) ? Currency : said.Currency ?? Currency);
    }

    /// <summary>
    /// Says what is missing, as the end of a sentence; null when nothing is.
    /// </summary>
    public string DescribeMissing()
    {
        var missing = new List<string>();
        if (Amount is null)
            missing.Add("how much");
        else if (Currency is null)
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"in which currency the {Amount:0.00} were paid"));
        else if (!GlasePayment.IsCurrencyCode(Currency))
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"which currency it means by {Amount:0.00} \"{Currency}\""));
        if (Reference is null)
            missing.Add("under which reference");
        return missing.Count == 0 ? null : string.Join(", and not ", missing);
    }

    private bool Contradicts(PaidDetails said)
    {
        return Reference is not null && said.Reference is not null && Reference != said.Reference
            || Amount is not null && said.Amount is not null && Amount != said.Amount
            || GlasePayment.IsCurrencyCode(Currency) && GlasePayment.IsCurrencyCode(said.Currency)
                && !string.Equals(Currency, said.Currency, StringComparison.OrdinalIgnoreCase);
    }
}
