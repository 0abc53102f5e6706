namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// When Glase charges a payer who has confirmed.
/// </summary>
public enum CaptureMode
{
    /// <summary>
    /// At once; the order is paid.
    /// </summary>
    Immediate = 0,

    /// <summary>
    /// When an admin captures it; the order is authorized until then. Where the payer's account cannot reserve, at once (Glase
    /// API: RESERVATION_DESIRED).
    /// </summary>
    Manual = 10
}
