namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// The answer is a SOAP fault.
/// </summary>
internal sealed class SoapFaultException(string code, string text) : Exception(text)
{
    /// <summary>
    /// True unless the server says that the request was at fault (Client, VersionMismatch, MustUnderstand), in which case
    /// it did not act on it.
    /// </summary>
    public bool IsServersFault { get; } = code is not ("Client" or "VersionMismatch" or "MustUnderstand");
}
