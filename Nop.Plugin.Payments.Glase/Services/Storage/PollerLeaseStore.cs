using System.Globalization;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Stores which node polls Glase for which payment, and that the nodes run, as rows of <see cref="GlaseLock"/>, whose unique index lets
/// one node in for each payment.
/// </summary>
/// <remarks>
/// A lease has no time of its own: it holds as long as its node is seen to run. So that a node with a thousand payments writes one row
/// each second, not a thousand.
/// </remarks>
public class PollerLeaseStore(INopDataProvider dataProvider, IRepository<GlaseLock> repository, TimeProvider timeProvider)
{
    private const string LeasePrefix = "poller-";
    private const string NodePrefix = "poller-node-";
    private const int BatchSize = 500;

    // What is left of a node that ended is deleted with the leaked locks.
    private static readonly TimeSpan _leaseRetention = TimeSpan.FromHours(1);
    private static readonly TimeSpan _nodeRetention = TimeSpan.FromMinutes(5);

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Takes the lease of a payment unless a node has it.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="node">The node that wants it, 32 characters</param>
    /// <returns>The node that has it now</returns>
    public async Task<string> AcquireAsync(int paymentId, string node)
    {
        var name = LeaseName(paymentId);
        string owner = null;
        return await DatabaseRetry.TryInsertAsync(
            () => repository.InsertAsync(new GlaseLock { Name = name, Owner = node, ExpiresOnUtc = Now + _leaseRetention }, publishEvent: false),
            async () => (owner = (await repository.GetAllAsync(query => query.Where(row => row.Name == name))).FirstOrDefault()?.Owner) is not null)
            ? node
            : owner;
    }

    /// <summary>
    /// Ends leases that a node has.
    /// </summary>
    /// <param name="paymentIds">The payments</param>
    /// <param name="node">The node; leases of other nodes stay</param>
    public async Task ReleaseAsync(IEnumerable<int> paymentIds, string node)
    {
        foreach (var names in paymentIds.Select(LeaseName).Chunk(BatchSize))
            await dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row => names.Contains(row.Name) && row.Owner == node);
    }

    /// <summary>
    /// Gets which nodes have the leases of payments, by one statement for 500 payments.
    /// </summary>
    /// <param name="paymentIds">The payments</param>
    /// <returns>The node of each payment that is leased</returns>
    public async Task<IReadOnlyDictionary<int, string>> GetLeasesAsync(IEnumerable<int> paymentIds)
    {
        var leases = new Dictionary<int, string>();
        foreach (var names in paymentIds.Select(LeaseName).Chunk(BatchSize))
        {
            foreach (var row in await repository.GetAllAsync(query => query.Where(row => names.Contains(row.Name))))
                leases[int.Parse(row.Name.AsSpan(LeasePrefix.Length), CultureInfo.InvariantCulture)] = row.Owner;
        }

        return leases;
    }

    /// <summary>
    /// Gets what each node that has a row wrote there last: a time by that node's own clock, to be compared with nothing but itself.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> GetNodesAsync()
    {
        var rows = await repository.GetAllAsync(query => query.Where(row => row.Name.StartsWith(NodePrefix)));
        return rows.ToDictionary(row => row.Owner, row => row.ExpiresOnUtc, StringComparer.Ordinal);
    }

    /// <summary>
    /// Records that a node begins to run.
    /// </summary>
    /// <returns>Its row, for <see cref="RecordHeartbeatAsync"/></returns>
    public async Task<GlaseLock> AddNodeAsync(string node)
    {
        var row = new GlaseLock { Name = NodeName(node), Owner = node, ExpiresOnUtc = Now + _nodeRetention };
        await repository.InsertAsync(row, publishEvent: false);
        return row;
    }

    /// <summary>
    /// Records that a node runs. Nothing is written when its row was deleted.
    /// </summary>
    public Task RecordHeartbeatAsync(GlaseLock node)
    {
        node.ExpiresOnUtc = Now + _nodeRetention;
        return repository.UpdateAsync(node, publishEvent: false);
    }

    /// <summary>
    /// Deletes the row of a node that stops.
    /// </summary>
    public Task RemoveNodeAsync(string node)
    {
        var name = NodeName(node);
        return dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row => row.Name == name);
    }

    private static string LeaseName(int paymentId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{LeasePrefix}{paymentId}");
    }

    private static string NodeName(string node)
    {
        return NodePrefix + node;
    }
}
