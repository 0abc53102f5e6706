using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The tables of docs/faults.md about single calls.
/// </summary>
internal static class CallTables
{
    public const string Nobody = "nobody";
    public const string CircuitOpen = "circuit open";
    public const string NoCredentials = "no credentials";
    public const string NotSent = "not sent";

    public static IReadOnlyList<FaultTableRow> Calls { get; } = FaultTable.Read("The calls",
        "Call", "What it asks for", "Requests at most", "After a lost answer", "Done at Glase");

    public static IReadOnlyList<FaultTableRow> Faults { get; } = FaultTable.Read("Faults in transit",
        "What happens", "Fault", "Tried again", "Failure", "Outcome unknown", "Glase acted");

    public static IReadOnlyList<FaultTableRow> Codes { get; } = FaultTable.Read("Result codes",
        "Code", "Name", "It means", "Tried again", "Outcome unknown", "Where money moves");

    public static IReadOnlyList<FaultTableRow> Connections { get; } = FaultTable.Read("No connection",
        "What happens", "Fault", "Failure", "Outcome unknown", "The log says");

    public static IReadOnlyList<FaultTableRow> Compressions { get; } = FaultTable.Read("Compressed answers",
        "What happens", "Fault", "Read", "Failure", "Outcome unknown");

    public static IReadOnlyList<FaultTableRow> Encodings { get; } = FaultTable.Read("Encodings of answers",
        "What happens", "Header", "Declaration", "Encoding", "Read");

    public static bool IsFaultOfSimulator(FaultTableRow fault)
    {
        return fault["Fault"] is not (Nobody or CircuitOpen or NoCredentials);
    }

    public static GlaseOperation Operation(FaultTableRow call)
    {
        return Enum.GetValues<GlaseOperation>().Single(operation => operation.WireName() == call["Call"]);
    }
}
