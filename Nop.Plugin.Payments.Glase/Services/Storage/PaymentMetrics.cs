using System.Diagnostics.Metrics;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Counts the changes of payments' statuses.
/// </summary>
public class PaymentMetrics(IMeterFactory meterFactory)
{
    private readonly Counter<int> _statusChanges = meterFactory.Create(GlaseDiagnostics.Name)
        .CreateCounter<int>("glase.payments.status_changes", "{payment}", "Payments that changed to a status");

    /// <summary>
    /// Records that a payment was stored with another status than it had.
    /// </summary>
    public void RecordStatusChange(GlasePaymentStatus status)
    {
        if (_statusChanges.Enabled)
            _statusChanges.Add(1, new KeyValuePair<string, object>("glase.payment.status", status.ToString()));
    }
}
