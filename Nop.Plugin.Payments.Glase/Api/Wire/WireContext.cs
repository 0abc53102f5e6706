using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's clientContext: who calls, and how the call can be found again.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireContext
{
    [XmlElement("channel")]
    public string Channel { get; set; }

    [XmlElement("clientComment")]
    public string ClientComment { get; set; }

    [XmlElement("clientId")]
    public string ClientId { get; set; }

    [XmlElement("clientReference")]
    public string ClientReference { get; set; }

    [XmlElement("clientRequestTimeout")]
    public long ClientRequestTimeout { get; set; }

    [XmlElement("initiatorPrincipalId")]
    public WirePrincipalId InitiatorPrincipalId { get; set; }

    [XmlElement("password")]
    public string Password { get; set; }

    internal static WireContext For(GlaseOperation operation, GlaseConnection connection, string clientReference)
    {
        var shop = operation.UsesShopCredentials();
        return new()
        {
            Channel = "ClientWS",
            ClientComment = WireText.Clean(
                string.IsNullOrEmpty(connection.ClientComment) ? GlaseConnection.DefaultClientComment : connection.ClientComment,
                80),
            ClientId = WireText.Clean(connection.ClientId, 80),
            ClientReference = clientReference,
            ClientRequestTimeout = 0,
            InitiatorPrincipalId = new()
            {
                Id = shop ? connection.ShopId : connection.TerminalId,
                Type = shop ? "RESELLERUSER" : "TERMINALID",
                UserId = shop ? connection.ShopUserId : null
            },
            Password = shop ? connection.ShopPassword : connection.Password
        };
    }
}
