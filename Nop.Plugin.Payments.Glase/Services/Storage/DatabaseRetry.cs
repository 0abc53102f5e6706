namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Runs statements again that the database rolled back because of a deadlock or a serialization failure, and inserts rows that a unique
/// index admits once.
/// </summary>
internal static class DatabaseRetry
{
    private const int MaxAttempts = 5;

    /// <summary>
    /// Runs a statement, again when the database rolled it back because of a concurrent transaction, five times at the most.
    /// </summary>
    /// <param name="statement">The statement, in no transaction of the caller's</param>
    public static async Task<T> RunAsync<T>(Func<Task<T>> statement)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await statement();
            }
            catch (Exception exception) when (attempt < MaxAttempts && DatabaseErrors.IsRollback(exception))
            {
                // Nothing was done.
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}" />
    public static Task RunAsync(Func<Task> statement)
    {
        return RunAsync(async () =>
        {
            await statement();
            return true;
        });
    }

    /// <summary>
    /// Inserts a row that a unique index admits only once.
    /// </summary>
    /// <remarks>
    /// Each provider reports a violated index by an exception of its own, so that the table decides: a row in the way is the cause. Where
    /// there is none, the statement was rolled back, or the row is gone again: it is run again, five times at the most.
    /// </remarks>
    /// <param name="insert">Inserts the row</param>
    /// <param name="isTaken">Reads whether another row is in the way</param>
    /// <returns>Whether it was inserted; false when another row is in the way</returns>
    public static async Task<bool> TryInsertAsync(Func<Task> insert, Func<Task<bool>> isTaken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await insert();
                return true;
            }
            catch (Exception)
            {
                if (await isTaken())
                    return false;
                if (attempt == MaxAttempts)
                    throw;
            }
        }
    }
}
