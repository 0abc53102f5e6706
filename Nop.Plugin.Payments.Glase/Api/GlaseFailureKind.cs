namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// How a call failed.
/// </summary>
public enum GlaseFailureKind
{
    /// <summary>Glase answered with a result code other than SUCCESS</summary>
    Refused,

    /// <summary>No connection came about: nothing was sent</summary>
    Unreachable,

    /// <summary>The connection broke after the request was under way</summary>
    ConnectionLost,

    /// <summary>No answer in time</summary>
    Timeout,

    /// <summary>An answer came that is not a readable answer to the call: no XML, wrong, incomplete or too large</summary>
    InvalidResponse,

    /// <summary>The server answered with a SOAP fault</summary>
    Fault,

    /// <summary>The server answered with an HTTP status other than 200 and no SOAP fault</summary>
    HttpError,

    /// <summary>Not asked, because the last calls to this server failed</summary>
    CircuitOpen,

    /// <summary>Not asked, because the connection's settings are missing or unusable</summary>
    NotConfigured
}
