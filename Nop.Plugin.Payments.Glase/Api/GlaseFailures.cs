using System.Net.Http.Headers;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Words for each way a call can fail, and whether Glase may have acted.
/// </summary>
internal static class GlaseFailures
{
    private const string CheckAddress = "Check the server's address on the plugin's Configure page.";

    private const string NothingSent =
        "Nothing was sent. Check the server's address on the plugin's Configure page, and the shop's firewall and proxy.";

    public static GlaseApiException NotConfigured(GlaseOperation operation, string what)
    {
        return new(operation, GlaseFailureKind.NotConfigured, false,
            $"Glase {operation.WireName()} was not called: {what}. Correct it on the plugin's Configure page.");
    }

    public static GlaseApiException CircuitOpen(GlaseOperation operation, GlaseConnection connection)
    {
        return new(operation, GlaseFailureKind.CircuitOpen, false,
            $"Glase {operation.WireName()} was not called: the last calls to {connection.ServiceUrl.Host} failed, so "
            + "calls are paused for a few seconds. If this lasts, check the server's address and ask Glase whether the server is available.");
    }

    public static GlaseApiException Network(GlaseOperation operation, GlaseConnection connection, bool sent, Exception cause)
    {
        var message = sent
            ? $"the connection to {connection.ServiceUrl.Host} broke before the answer came. {CheckBeforeRetry(operation)}"
            : ConnectionProblem.Describe(connection, cause as HttpRequestException) ?? $"no connection to {connection.ServiceUrl.Host}. {NothingSent}";
        return new(operation, sent ? GlaseFailureKind.ConnectionLost : GlaseFailureKind.Unreachable, sent,
            $"Glase {operation.WireName()}: {message}", cause)
        {
            IsServerFailure = true
        };
    }

    public static GlaseApiException Timeout(GlaseOperation operation, GlaseConnection connection, bool sent)
    {
        return new(operation, GlaseFailureKind.Timeout, sent,
            $"Glase {operation.WireName()}: {connection.ServiceUrl.Host} did not answer in time. "
            + (sent ? CheckBeforeRetry(operation) : NothingSent))
        {
            IsServerFailure = true
        };
    }

    public static GlaseApiException InvalidResponse(GlaseOperation operation, GlaseConnection connection, string what)
    {
        return new(operation, GlaseFailureKind.InvalidResponse, true,
            $"Glase {operation.WireName()}: the answer of {connection.ServiceUrl.Host} cannot be used: {what}. "
            + $"{CheckAddress} {CheckBeforeRetry(operation)}");
    }

    public static GlaseApiException NotXml(GlaseOperation operation, GlaseConnection connection, MediaTypeHeaderValue type)
    {
        var isPage = string.Equals(type.MediaType, "text/html", StringComparison.OrdinalIgnoreCase);
        return InvalidResponse(operation, connection,
            isPage ? "it is a web page instead of XML" : "it is not declared to be XML");
    }

    public static GlaseApiException Http(GlaseOperation operation, GlaseConnection connection, int status)
    {
        var advice = status switch
        {
            407 => $"Nothing was done. {ConnectionProblem.ProxyCredentials}",
            413 => "Nothing was done. The request is larger than the server, or a proxy before it, accepts: for an invoice, switch its rows off on "
                + "the plugin's Configure page; else have the limit of the proxy raised.",
            429 => "Nothing was done. The server, or a proxy before it, accepts no more requests for now.",
            >= 300 and < 500 => $"Nothing was done. {CheckAddress}",
            _ => CheckBeforeRetry(operation)
        };
        return new(operation, GlaseFailureKind.HttpError, status is < 300 or >= 500,
            $"Glase {operation.WireName()}: {connection.ServiceUrl.Host} answered HTTP {status}. {advice}")
        {
            HttpStatus = status,
            IsServerFailure = status >= 500
        };
    }

    public static GlaseApiException Fault(GlaseOperation operation, GlaseConnection connection, int status,
        SoapFaultException fault)
    {
        var text = FaultMessage.Sanitize(fault.Message, connection);
        var quoted = text.Length > 0 ? $", \"{text}\"" : null;
        return new(operation, GlaseFailureKind.Fault, fault.IsServersFault,
            $"Glase {operation.WireName()}: {connection.ServiceUrl.Host} reported a fault{quoted}. "
            + (fault.IsServersFault ? CheckBeforeRetry(operation) : $"Nothing was done. {CheckAddress}"))
        {
            HttpStatus = status,
            IsServerFailure = fault.IsServersFault
        };
    }

    private static string CheckBeforeRetry(GlaseOperation operation)
    {
        return operation switch
        {
            GlaseOperation.GetPaymentStatus or GlaseOperation.ExecuteReport => "Asking again does no harm.",
            GlaseOperation.MarkTransactionPeriod => "Glase may have closed the period: look at the reports before trying again.",
            _ => "Glase may have acted: look at the payment before trying again."
        };
    }
}
