using Glase.Simulator.Faults;
using Glase.Simulator.Rules;

namespace Glase.Simulator.Control;

/// <summary>The whole simulator in numbers.</summary>
/// <param name="Invoices">How many invoices are in which status.</param>
/// <param name="Calls">How often which operation was called.</param>
internal sealed record SimulatorState(
    IReadOnlyDictionary<string, int> Invoices, IReadOnlyDictionary<string, long> Calls, int Violations, int Faults,
    int Notifications)
{
    public static SimulatorState Of(
        InvoiceRegister invoices, CallLog calls, ViolationLog violations, FaultPlan faults, Notifier notifier) => new(
        invoices.All.Select(invoice => InvoiceSnapshot.Of(invoice, invoices))
            .GroupBy(invoice => invoice.Status).ToDictionary(group => group.Key, group => group.Count()),
        calls.Counts, violations.All.Count, faults.All.Count, notifier.Sent.Count);
}
