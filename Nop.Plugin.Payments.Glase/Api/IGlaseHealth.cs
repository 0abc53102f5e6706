namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The health of the connection to Glase, from recent calls. Reading it makes no call.
/// </summary>
public interface IGlaseHealth
{
    /// <summary>
    /// Health of the calls made with the terminal's credentials.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <returns>Healthy when no call was made yet</returns>
    GlaseHealth ForPayments(GlaseConnection connection);

    /// <summary>
    /// Health of the calls made with the shop's credentials: periods and reports.
    /// </summary>
    /// <param name="connection">Server and credentials of the store</param>
    /// <returns>Healthy when no call was made yet</returns>
    GlaseHealth ForReports(GlaseConnection connection);
}
