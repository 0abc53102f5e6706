using System.Globalization;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// The content of a receipt. It has no personal data of the payer: anybody who holds the phone may see it.
/// </summary>
public sealed record Receipt
{
    /// <summary>
    /// Gets the name of the store.
    /// </summary>
    public string ShopName { get; init; }

    /// <summary>
    /// Gets the name of the company behind the store; null or empty for none.
    /// </summary>
    public string CompanyName { get; init; }

    /// <summary>
    /// Gets the company's address; null or empty for none.
    /// </summary>
    public string CompanyAddress { get; init; }

    /// <summary>
    /// Gets the company's VAT number; null or empty for none.
    /// </summary>
    public string CompanyVat { get; init; }

    /// <summary>
    /// Gets the order's number, as shoppers know it.
    /// </summary>
    public string OrderNumber { get; init; }

    /// <summary>
    /// Gets when it was paid, in the shop's time zone.
    /// </summary>
    public DateTimeOffset PaidOn { get; init; }

    /// <summary>
    /// Gets what was bought and the amount that was paid for it.
    /// </summary>
    public InvoiceDraft Draft { get; init; }

    /// <summary>
    /// Gets Glase's reference of the payment.
    /// </summary>
    public string Reference { get; init; }

    /// <summary>
    /// Gets the language and region, for numbers and for the document's own language.
    /// </summary>
    public CultureInfo Culture { get; init; }

    /// <summary>
    /// Gets whether the language is written from right to left.
    /// </summary>
    public bool IsRightToLeft { get; init; }

    /// <summary>
    /// Gets the words around it all.
    /// </summary>
    public ReceiptTexts Texts { get; init; }
}
