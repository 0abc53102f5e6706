namespace Shop.Benchmarks.Day;

/// <summary>
/// One node of the shop: in this process, or in one of its own that may be killed.
/// </summary>
internal interface IDayNode : IAsyncDisposable
{
    /// <summary>
    /// Serves shoppers.
    /// </summary>
    /// <param name="visits">What they do</param>
    /// <param name="killedAfter">When the node is killed meanwhile, and started again; null for a node that lives</param>
    /// <returns>How often what went wrong, in words; those whom a killed node served are not counted</returns>
    Task<Dictionary<string, int>> ServeAsync(IReadOnlyList<Visit> visits, TimeSpan? killedAfter);

    /// <summary>
    /// Runs the scheduled task once.
    /// </summary>
    /// <param name="killedAfter">When the node is killed meanwhile, and started again; null for a node that lives</param>
    Task RunTaskAsync(TimeSpan? killedAfter);

    /// <summary>
    /// Moves the node's clock.
    /// </summary>
    Task PassAsync(TimeSpan time);

    /// <summary>
    /// The bytes that are alive on the node's heap, after a full collection.
    /// </summary>
    Task<long> HeapBytesAsync();
}
