namespace Glase.Simulator.Wire;

/// <summary>What every message has in common: its namespace, and the path of the test endpoint.</summary>
public static class GlaseWire
{
    public const string Namespace = "http://external.interfaces.ers.seamless.com/";
    public const string SoapNamespace = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string ServicePath = "/soap/merchant/cashregister-2";
}
