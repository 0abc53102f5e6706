using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The tables of docs/faults.md about what becomes of a payment, and of periods.
/// </summary>
internal static class PaymentTables
{
    public static IReadOnlyList<FaultTableRow> Code { get; } = FaultTable.Read("A code for the payment step",
        "What happens", "Fault", "Requests", "Payment", "The shopper sees", "Invoices at Glase", "Trying again");

    public static IReadOnlyList<FaultTableRow> CartChange { get; } = FaultTable.Read("The cart changes while a code is shown",
        "What happens", "Fault", "The shopper sees", "Code", "The payment asks for", "Payable at Glase", "Looking again");

    public static IReadOnlyList<FaultTableRow> Waiting { get; } = FaultTable.Read("The shopper waits for the payment",
        "What happens", "Fault", "The shopper sees", "Glase does not answer", "Payment", "Afterwards");

    public static IReadOnlyList<FaultTableRow> Incomplete { get; } = FaultTable.Read("Paid, but Glase does not say all of it",
        "PAID comes", "The shopper sees", "Complete a moment later", "Never complete, after an hour", "Refunded then");

    public static IReadOnlyList<FaultTableRow> Cancelling { get; } = FaultTable.Read("Nobody paid in time",
        "What happens", "Fault", "Requests", "Payment", "Order", "Payment after the next run", "Order after the next run");

    public static IReadOnlyList<FaultTableRow> AdminRefund { get; } = FaultTable.Read("A refund by an admin",
        "What happens", "Fault", "Refund", "The order shows it as refunded", "Refunded at Glase", "Trying again");

    public static IReadOnlyList<FaultTableRow> TaskRefund { get; } = FaultTable.Read("A payment that no order can be paid with",
        "What happens", "Fault", "Refund", "Payment", "Refunded at Glase", "Next run");

    public static IReadOnlyList<FaultTableRow> Capture { get; } = FaultTable.Read("An admin captures a reservation",
        "What happens", "Fault", "The order", "Captured at Glase", "Trying again");

    public static IReadOnlyList<FaultTableRow> Voiding { get; } = FaultTable.Read("An admin voids a reservation",
        "What happens", "Fault", "Requests", "The order", "Released at Glase", "Trying again");

    public static IReadOnlyList<FaultTableRow> Receipt { get; } = FaultTable.Read("The payer's receipt",
        "What happens", "Fault", "Requests", "The order", "Receipt at Glase", "A minute later");

    public static IReadOnlyList<FaultTableRow> Period { get; } = FaultTable.Read("A period is closed",
        "What happens", "Fault", "Requests", "Period", "Closed at Glase", "Closing it again at once");

    public static IReadOnlyList<FaultTableRow> Report { get; } = FaultTable.Read("A report on a period",
        "What happens", "Fault", "Requests", "Report");

    public static IEnumerable<TestCaseData> Cases(IReadOnlyList<FaultTableRow> table)
    {
        return table.Select(row => new TestCaseData(row).SetArgDisplayNames(row["Fault"], row["What happens"]));
    }
}
