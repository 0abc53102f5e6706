using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// How many characters the plugin's columns of text hold.
/// </summary>
internal static class ColumnLengths
{
    /// <summary>
    /// A reference of Glase: of an invoice, a payment, a refund, a period or a terminal.
    /// </summary>
    public const int Reference = GlaseReference.MaxLength;

    /// <summary>
    /// The content of a QR code.
    /// </summary>
    public const int QrCode = GlaseClient.MaxQrCodeLength;

    /// <summary>
    /// A currency. Its code has three letters; an answer of Glase may say something else, and nopCommerce allows five.
    /// </summary>
    public const int Currency = 16;

    /// <summary>
    /// What went wrong, in words.
    /// </summary>
    public const int Error = 1000;

    /// <summary>
    /// An email address, as long as nopCommerce's own column.
    /// </summary>
    public const int Email = 1000;
}
