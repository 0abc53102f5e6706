namespace Nop.Plugin.Payments.Glase.Api.Wire;

internal static class GlaseNamespaces
{
    public const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>
    /// Only the operations themselves are in it; everything inside them is unqualified.
    /// </summary>
    public const string Merchant = "http://external.interfaces.ers.seamless.com/";
}
