using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Tests a store's connection to Glase. Saves and changes nothing.
/// </summary>
public class ConnectionTest(GlaseConnectionProvider connections, IGlaseConnectionTester tester)
{
    /// <summary>
    /// Calls Glase as the settings say. Takes 5 seconds at the most.
    /// </summary>
    /// <param name="storeId">The store, whose name Glase is told; 0 for all stores</param>
    /// <param name="settings">Settings that need not be saved</param>
    public async Task<ConnectionTestResult> RunAsync(int storeId, GlaseSettings settings)
    {
        var connection = await connections.GetAsync(storeId, settings) with { CallCompleted = null, RecordsBodies = false };
        var hasShop = !string.IsNullOrEmpty(connection.ShopId) && !string.IsNullOrEmpty(connection.ShopPassword);
        var payments = tester.TestPaymentsAsync(connection);
        var reports = hasShop ? tester.TestReportsAsync(connection) : Task.FromResult<GlaseApiException>(null);
        return new ConnectionTestResult(connection.ServiceUrl?.Authority, connection.TerminalId, await payments, hasShop, await reports);
    }
}
