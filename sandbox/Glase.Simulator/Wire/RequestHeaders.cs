using Microsoft.Net.Http.Headers;

namespace Glase.Simulator.Wire;

/// <summary>SOAP 1.1's demands on the HTTP headers.</summary>
internal static class RequestHeaders
{
    public static string Problem(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("text/xml", StringComparison.OrdinalIgnoreCase))
            return $"Content-Type must be 'text/xml; charset=utf-8', it is '{request.ContentType}'.";
        if (!type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return $"Content-Type must say charset=utf-8, it is '{request.ContentType}'.";
        if (!request.Headers.TryGetValue("SOAPAction", out var action))
            return "The SOAPAction header is missing.";
        if (action != "\"\"")
            return $"The SOAPAction header must be \"\" (two quotation marks), it is {action}.";
        return null;
    }
}
