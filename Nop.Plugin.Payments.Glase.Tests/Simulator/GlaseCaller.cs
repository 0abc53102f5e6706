using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

/// <summary>Posts a text to the SOAP endpoint, as it is.</summary>
public sealed class GlaseCaller(HttpClient http, Uri service)
{
    public Task<SoapAnswer> CallAsync(RequestXml request) => CallAsync(request.ToString());

    public async Task<SoapAnswer> CallAsync(string xml)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(xml));
        return new SoapAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <param name="contentType">Null: no Content-Type at all.</param>
    /// <param name="soapAction">Null: no SOAPAction at all.</param>
    public Task<HttpResponseMessage> PostAsync(
        byte[] body, string contentType = "text/xml; charset=utf-8", string soapAction = "\"\"",
        CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, service) { Content = new ByteArrayContent(body) };
        if (contentType != null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (soapAction != null)
            request.Headers.TryAddWithoutValidation("SOAPAction", soapAction);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}

public sealed record SoapAnswer(HttpStatusCode Status, string Text)
{
    private readonly XElement _root = XElement.Parse(Text);

    /// <summary>The answer's return element.</summary>
    public XElement Return => _root.Descendants("return").Single();

    public int Code => (int)Return.Element("resultCode");

    public string Description => this["resultDescription"];

    public string FaultString => (string)_root.Descendants("faultstring").SingleOrDefault();

    /// <summary>The text of one of return's elements; null when it is not there.</summary>
    public string this[string name] => (string)Return.Element(name);
}
