using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// One account at Glase: the stores that share server, shop id and terminal, and with them one run of periods.
/// </summary>
/// <param name="Store">The first of the stores, whose settings count</param>
/// <param name="StoreIds">All of the stores, the first one included</param>
/// <param name="Settings">The settings of the first store</param>
public sealed record ReportingAccount(Store Store, IReadOnlyList<int> StoreIds, GlaseSettings Settings)
{
    /// <summary>
    /// Gets whether the settings say as whom to close periods and to ask for reports.
    /// </summary>
    public bool IsComplete => GlaseConnectionProvider.HasReportCredentials(Settings);
}
