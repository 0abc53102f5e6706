namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Runs work whose failure must not reach the caller: failures are logged, and logging never throws.
/// </summary>
public class BackgroundWork(SafeLog log)
{
    /// <summary>
    /// Begins work and returns at once. The work does not carry the request along in which it was begun.
    /// </summary>
    /// <param name="what">What is done, as the subject of a sentence</param>
    /// <param name="work">The work</param>
    public virtual void Run(string what, Func<Task> work)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _ = Task.Run(() => TryAsync(what, work));
    }

    /// <summary>
    /// Does work now and logs its failure.
    /// </summary>
    /// <inheritdoc cref="Run" />
    /// <param name="what">What is done, as the subject of a sentence</param>
    /// <param name="work">The work</param>
    /// <param name="shouldLog">Decides whether a failure is logged; null for each</param>
    /// <returns>Whether it was done; the task never fails</returns>
    public virtual async Task<bool> TryAsync(string what, Func<Task> work, Func<Exception, bool> shouldLog = null)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception)
        {
            if (shouldLog?.Invoke(exception) != false)
                await log.ErrorAsync($"Glase: {what} failed. {exception.Message}", exception);
            return false;
        }
    }
}
