using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Handles many items, batch by batch and each once, until the time is over, nothing is left, or a batch brings nothing new. An
/// item that fails is reported and keeps no other waiting; it is for the next run.
/// </summary>
/// <typeparam name="T">What is handled</typeparam>
public sealed class BatchLoop<T> where T : BaseEntity
{
    /// <summary>
    /// Gets what reads the next batch. It is given the last item of the batch before, null for the first one; a reader that pays
    /// no heed to it may return items again, which are then left out.
    /// </summary>
    public required Func<T, Task<IList<T>>> ReadAsync { get; init; }

    /// <summary>
    /// Gets what chooses the items of a batch that are to be handled; all of them unless it is set.
    /// </summary>
    public Func<IList<T>, Task<IList<T>>> SelectAsync { get; init; } = Task.FromResult;

    /// <summary>
    /// Gets what is done first, for <see cref="MaxConcurrency"/> items at once. What it returns is handled; by default the item
    /// itself.
    /// </summary>
    public Func<T, Task<T>> PrepareAsync { get; init; } = Task.FromResult;

    /// <summary>
    /// Gets for how many items <see cref="PrepareAsync"/> runs at the same time.
    /// </summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>
    /// Gets what handles an item, one after the other in the order in which they were read.
    /// </summary>
    public required Func<T, Task> HandleAsync { get; init; }

    /// <summary>
    /// Gets what logs that preparing or handling an item failed. It is given the item as it was read, and must not throw.
    /// </summary>
    public required Func<T, Exception, Task> ReportAsync { get; init; }

    /// <summary>
    /// Handles what there is.
    /// </summary>
    /// <param name="cancellationToken">Ends the loop before the next item; what was begun is completed</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<int>();
        T last = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var batch = await ReadAsync(last);
            var unseen = batch.Where(item => seen.Add(item.Id)).ToList();
            if (unseen.Count == 0)
                return;

            foreach (var items in (await SelectAsync(unseen)).Chunk(MaxConcurrency))
            {
                if (cancellationToken.IsCancellationRequested)
                    return;

                var prepared = items.Select(async item => await PrepareAsync(item)).ToList();
                foreach (var (item, preparing) in items.Zip(prepared))
                    await TryHandleAsync(item, preparing);
            }

            last = batch[^1];
        }
    }

    private async Task TryHandleAsync(T item, Task<T> preparing)
    {
        try
        {
            await HandleAsync(await preparing);
        }
        catch (Exception exception)
        {
            await ReportAsync(item, exception);
        }
    }
}
