using System.Globalization;
using NopLogLevel = Nop.Core.Domain.Logging.LogLevel;

namespace Sandbox.Hosting;

/// <summary>What the shop prints: short lines with the time of day; nothing when there is no writer.</summary>
public sealed class ShopConsole
{
    private readonly TextWriter _writer;
    private readonly TimeProvider _time;

    public ShopConsole(TextWriter writer, TimeProvider time)
    {
        _writer = writer is null ? null : TextWriter.Synchronized(writer);
        _time = time;
    }

    public void Say(string what)
    {
        _writer?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_time.GetLocalNow():HH:mm:ss}  {what}"));
    }

    internal void Log(NopLogLevel level, string message)
    {
        var word = level >= NopLogLevel.Error ? "error  " : level == NopLogLevel.Warning ? "warning  " : "";
        Say(word + message?.ReplaceLineEndings(" "));
    }
}
