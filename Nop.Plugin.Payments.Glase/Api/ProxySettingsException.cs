namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The shop's proxy settings could not be read, so that it is not known how Glase is reached. Nothing was sent.
/// </summary>
/// <param name="innerException">The shop's exception</param>
internal sealed class ProxySettingsException(Exception innerException)
    : HttpRequestException("The shop's proxy settings could not be read.", innerException)
{
}
