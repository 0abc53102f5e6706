namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// One row of an <see cref="Invoice"/>.
/// </summary>
public sealed record InvoiceRow
{
    /// <summary>
    /// What is bought; cut to 255 characters.
    /// </summary>
    public string Description { get; init; }

    /// <summary>
    /// Reduction already contained in <see cref="TotalAmount"/>; null for none.
    /// </summary>
    public Amount Discount { get; init; }

    /// <summary>
    /// European article number (GTIN); cut to 64 characters; null for none.
    /// </summary>
    public string Ean { get; init; }

    /// <summary>
    /// How many; required by Glase's certification. At most four decimals are sent.
    /// </summary>
    public decimal Quantity { get; init; } = 1;

    /// <summary>
    /// Stock keeping unit; cut to 64 characters; null for none.
    /// </summary>
    public string Sku { get; init; }

    /// <summary>
    /// Percent, for instance 25; Glase takes whole percents, to which it is rounded. Null for none.
    /// </summary>
    public decimal? TaxRate { get; init; }

    /// <summary>
    /// What the row adds to the invoice's total, may be negative; required, at most two decimals.
    /// </summary>
    public Amount TotalAmount { get; init; }

    /// <summary>
    /// Unit of <see cref="Quantity"/>, for instance "pcs"; cut to 32 characters; null for none.
    /// </summary>
    public string Unit { get; init; }

    /// <summary>
    /// Price of one unit, for the payer to read: rounded to two decimals; null for none.
    /// </summary>
    public Amount UnitPrice { get; init; }
}
