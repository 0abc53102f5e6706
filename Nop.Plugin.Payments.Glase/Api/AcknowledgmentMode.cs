namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Whether the shop confirms an invoice after the payer scanned it.
/// </summary>
public enum AcknowledgmentMode
{
    /// <summary>The invoice is final: the payer may pay immediately</summary>
    NoAcknowledgment,

    /// <summary>The shop may still change the invoice</summary>
    OptionalAcknowledgment,

    /// <summary>The payer's app waits until the shop has confirmed</summary>
    RequireAcknowledgment
}
