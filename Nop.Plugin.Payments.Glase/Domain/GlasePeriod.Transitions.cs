namespace Nop.Plugin.Payments.Glase.Domain;

/// <content>
/// What changes a transaction period.
/// </content>
public partial class GlasePeriod
{
    /// <summary>
    /// Makes the next period of a store, before Glase is asked to close it.
    /// </summary>
    /// <param name="storeId">The store; of stores that share an account at Glase, the first one</param>
    /// <param name="number">Which period of its store it is</param>
    /// <param name="terminalId">The terminal it is closed for; null or blank for the whole shop</param>
    /// <param name="startedOnUtc">When the period before it was closed (UTC); null for the first one</param>
    /// <param name="markedBy">The admin's email address; null for the scheduled task</param>
    /// <param name="closedForDay">The day, in the time zone of the store, that the task closes it for; null for an admin</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static GlasePeriod Request(int storeId, int number, string terminalId, DateTime? startedOnUtc, string markedBy,
        DateOnly? closedForDay, DateTime nowUtc)
    {
        return new GlasePeriod
        {
            StoreId = storeId,
            Number = number,
            TerminalId = string.IsNullOrWhiteSpace(terminalId) ? null : terminalId,
            StartedOnUtc = startedOnUtc,
            MarkedOnUtc = nowUtc,
            MarkedBy = markedBy,
            ClosedForDay = closedForDay?.ToDateTime(TimeOnly.MinValue),
            Status = GlasePeriodStatus.Requested
        };
    }

    /// <summary>
    /// Records that Glase closed it.
    /// </summary>
    /// <param name="transactionPeriodId">Glase's id of the period</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RecordMarked(string transactionPeriodId, DateTime nowUtc)
    {
        RequireRequested();
        TransactionPeriodId = transactionPeriodId;
        MarkedOnUtc = nowUtc;
        Status = GlasePeriodStatus.Marked;
    }

    /// <summary>
    /// Records that Glase did not close it, or that it is not known whether it did.
    /// </summary>
    /// <param name="isRefused">Whether it is certain that the period goes on</param>
    /// <param name="error">What went wrong, in words for the store owner</param>
    public void RecordFailure(bool isRefused, string error)
    {
        RequireRequested();
        Status = isRefused ? GlasePeriodStatus.Refused : GlasePeriodStatus.Unknown;
        Error = error;
    }

    /// <summary>
    /// Records that its transactions are about to be replaced: until that is done it counts as not loaded.
    /// </summary>
    public void BeginLoad()
    {
        LoadedOnUtc = null;
    }

    /// <summary>
    /// Records that its transactions are those of Glase's report.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RecordLoaded(DateTime nowUtc)
    {
        LoadedOnUtc = nowUtc;
    }

    /// <summary>
    /// Shortens what went wrong to what its column holds.
    /// </summary>
    internal void TruncateError()
    {
        Error = StorableText.Truncate(Error, ColumnLengths.Error);
    }

    /// <summary>
    /// Writes what went wrong in ASCII, because the database refused it as it was.
    /// </summary>
    internal void ReduceErrorToAscii()
    {
        Error = StorableText.ToAscii(Error);
    }

    private void RequireRequested()
    {
        if (Status != GlasePeriodStatus.Requested)
            throw new InvalidOperationException($"The outcome of this period is known: {Status}.");
    }
}
