namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Tries a connection without leaving anything behind at Glase, in the shop's health, or in the circuit breaker of the calls that
/// shoppers wait for.
/// </summary>
public interface IGlaseConnectionTester
{
    /// <summary>
    /// Asks for the status of an invoice that does not exist: that it does not is said to known terminals only.
    /// </summary>
    /// <param name="connection">Server and the terminal's credentials</param>
    /// <returns>Null when the server answered and took the credentials; else why not. Within 5 seconds.</returns>
    Task<GlaseApiException> TestPaymentsAsync(GlaseConnection connection);

    /// <summary>
    /// Asks for a report of a period that does not exist.
    /// </summary>
    /// <param name="connection">Server and the shop's credentials</param>
    /// <inheritdoc cref="TestPaymentsAsync" path="/returns" />
    Task<GlaseApiException> TestReportsAsync(GlaseConnection connection);
}
