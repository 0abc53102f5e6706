using System.Net.Http.Headers;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Words for each way a call can fail, and whether Glase may have acted.
/// </summary>
internal static class GlaseFailures
{
    public static GlaseApiException NotConfigured(GlaseOperation operation, string what)
    {
        return new(operation, GlaseFailureKind.NotConfigured, false,
            $"Glase {operation.WireName()} was not called: {what}. Correct it on the plugin's Configure page.");
    }

    public static GlaseApiException CircuitOpen(GlaseOperation operation, GlaseConnection connection)
    {
        return new(operation, GlaseFailureKind.CircuitOpen, false,
            $"Glase {operation.WireName()} was not called: the last calls to {connection.ServiceUrl.Host} failed, and it is given "
            + "a few seconds. If this lasts, check the server's address and ask Glase whether it is up.");
    }

    public static GlaseApiException Network(GlaseOperation operation, GlaseConnection connection, bool sent, Exception cause)
    {
        return sent
            ? new(operation, GlaseFailureKind.ConnectionLost, true,
                $"Glase {operation.WireName()}: the connection to {connection.ServiceUrl.Host} broke before the answer came. "
                + LookFirst(operation), cause) { IsServerTrouble = true }
            : new(operation, GlaseFailureKind.Unreachable, false,
                $"Glase {operation.WireName()}: no connection to {connection.ServiceUrl.Host}. Nothing was sent. Check the server's "
                + "address on the plugin's Configure page, and the shop's firewall and proxy.", cause) { IsServerTrouble = true };
    }

    public static GlaseApiException Timeout(GlaseOperation operation, GlaseConnection connection, bool sent)
    {
        return new(operation, GlaseFailureKind.Timeout, sent,
            $"Glase {operation.WireName()}: {connection.ServiceUrl.Host} did not answer in time. "
            + (sent
                ? LookFirst(operation)
                : "Nothing was sent. Check the server's address on the plugin's Configure page, and the shop's firewall and proxy."))
        {
            IsServerTrouble = true
        };
    }

    public static GlaseApiException BrokenAnswer(GlaseOperation operation, GlaseConnection connection, string what)
    {
        return new(operation, GlaseFailureKind.BrokenAnswer, true,
            $"Glase {operation.WireName()}: the answer of {connection.ServiceUrl.Host} cannot be used: {what}. Check the server's "
            + "address on the plugin's Configure page. " + LookFirst(operation));
    }

    public static GlaseApiException NotXml(GlaseOperation operation, GlaseConnection connection, MediaTypeHeaderValue type)
    {
        return BrokenAnswer(operation, connection,
            type?.MediaType == "text/html" ? "it is a web page instead of XML" : "it is not declared to be XML");
    }

    public static GlaseApiException Http(GlaseOperation operation, GlaseConnection connection, int status)
    {
        var serverTrouble = status >= 500;
        var advice = status switch
        {
            >= 500 => LookFirst(operation),
            407 => "The shop's proxy wants other credentials. Nothing was done.",
            >= 300 => "Nothing was done. Check the server's address on the plugin's Configure page.",
            _ => LookFirst(operation)
        };
        return new(operation, GlaseFailureKind.HttpError, serverTrouble || status < 300,
            $"Glase {operation.WireName()}: {connection.ServiceUrl.Host} answered HTTP {status}. {advice}")
        {
            HttpStatus = status,
            IsServerTrouble = serverTrouble
        };
    }

    public static GlaseApiException Fault(GlaseOperation operation, GlaseConnection connection, int status,
        SoapFaultException fault)
    {
        var text = FaultText.Harmless(fault.Message, connection);
        return new(operation, GlaseFailureKind.Fault, fault.IsServersFault,
            $"Glase {operation.WireName()}: {connection.ServiceUrl.Host} reported a fault{(text.Length > 0 ? $", \"{text}\"" : null)}. "
            + (fault.IsServersFault
                ? LookFirst(operation)
                : "Nothing was done. Check the server's address on the plugin's Configure page."))
        {
            HttpStatus = status,
            IsServerTrouble = fault.IsServersFault
        };
    }

    private static string LookFirst(GlaseOperation operation)
    {
        return operation switch
        {
            GlaseOperation.GetPaymentStatus or GlaseOperation.ExecuteReport => "Asking again does no harm.",
            GlaseOperation.MarkTransactionPeriod => "Glase may have closed the period: look at the reports before trying again.",
            _ => "Glase may have acted: look at the payment before trying again."
        };
    }
}
