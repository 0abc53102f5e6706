using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Finds the stores whose daily period cannot be closed.
/// </summary>
public class PeriodWarnings(PeriodStore periodStore, ReportingAccountProvider accounts)
{
    /// <summary>
    /// Finds them: the end of the warning's name, the store's name, and the reason, which may be null.
    /// </summary>
    public async Task<IReadOnlyList<(string Name, string Store, string Reason)>> FindAsync()
    {
        var found = new List<(string, string, string)>();
        foreach (var account in (await accounts.GetAllAsync()).Where(account => account.Settings.ClosePeriodDaily))
        {
            if (!account.IsComplete)
                found.Add(("PeriodIncomplete", account.Store.Name, null));
            else if (await periodStore.GetLastAsync(account) is { Status: not GlasePeriodStatus.Marked, ClosedForDay: not null } last)
                found.Add((last.Status == GlasePeriodStatus.Refused ? "PeriodRefused" : "PeriodUnknown", account.Store.Name, last.Error));
        }

        return found;
    }
}
