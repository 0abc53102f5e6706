using System.Text;
using System.Xml.Linq;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

internal sealed record SentRequest(HttpMethod Method, Uri Url, string ContentType, string SoapAction, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string ClientReference => (string)XDocument.Parse(Text).Descendants("clientReference").Single();
}
