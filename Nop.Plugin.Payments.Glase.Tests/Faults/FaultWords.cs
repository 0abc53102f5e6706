using System.Globalization;
using Glase.Simulator.Faults;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The faults as docs/faults.md writes them: a kind, its figure or whom it blames, whether the call takes effect, and whether
/// it befalls one call only.
/// </summary>
internal static class FaultWords
{
    private static readonly TimeSpan _untilRemoved = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Reads <c>HttpStatus 503, acts</c> and the like. A fault lasts until it is removed, unless it is there <c>once</c>.
    /// </summary>
    public static Fault Parse(string words)
    {
        var parts = words.Split(", ");
        var (kind, figure) = parts[0].Split(' ') is [var name, var rest] ? (name, rest) : (parts[0], null);
        var fault = Make(Enum.Parse<FaultKind>(kind), figure).Forever();
        return parts.Length == 1 ? fault : parts[1..] switch
        {
            ["acts"] => fault.Acting(),
            ["once"] => fault.Times(1),
            _ => throw new FormatException($"docs/faults.md: nobody knows the fault \"{words}\".")
        };
    }

    private static Fault Make(FaultKind kind, string figure)
    {
        return kind switch
        {
            FaultKind.Delay or FaultKind.DelayAfter or FaultKind.Stalled =>
                new(kind) { DelayMilliseconds = (int)_untilRemoved.TotalMilliseconds },
            FaultKind.HttpStatus => Fault.Http(int.Parse(figure, CultureInfo.InvariantCulture)),
            FaultKind.Result => Fault.Result(int.Parse(figure, CultureInfo.InvariantCulture)),
            FaultKind.SoapFault when figure is not null => Fault.Soap() with { FaultCode = figure },
            _ => new(kind)
        };
    }
}
