using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nop.Core.Domain.Customers;
using ILogger = Nop.Services.Logging.ILogger;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Writes to the shop's log and never throws, for work whose failure no caller observes.
/// </summary>
/// <remarks>
/// nopCommerce's logger writes into the shop's database and throws when the database is away, which is when there is most to
/// log. The entry then goes to the host's own logging.
/// </remarks>
public partial class SafeLog
{
    private readonly ILogger<SafeLog> _hostLogger;
    private readonly IServiceScopeFactory _scopeFactory;

    /// <summary>
    /// Initializes a new instance of the <see cref="SafeLog"/> class.
    /// </summary>
    public SafeLog(ILogger<SafeLog> hostLogger, IServiceScopeFactory scopeFactory)
    {
        _hostLogger = hostLogger;
        _scopeFactory = scopeFactory;
    }

    /// <summary>
    /// Logs an error. The task never fails.
    /// </summary>
    /// <param name="message">What happened</param>
    /// <param name="exception">What caused it; null for none</param>
    /// <param name="customer">Whose request it was; null when it was nobody's</param>
    public Task ErrorAsync(string message, Exception exception = null, Customer customer = null)
    {
        return WriteAsync(logger => logger.LogErrorAsync(message, exception, customer), LogLevel.Error, message, exception);
    }

    /// <summary>
    /// Logs a warning. The task never fails.
    /// </summary>
    /// <inheritdoc cref="ErrorAsync" />
    public Task WarningAsync(string message, Exception exception = null, Customer customer = null)
    {
        return WriteAsync(logger => logger.LogWarningAsync(message, exception, customer), LogLevel.Warning, message, exception);
    }

    private async Task WriteAsync(Func<ILogger, Task> write, LogLevel level, string message, Exception exception)
    {
        try
        {
            await _scopeFactory.RunAsync(write);
        }
        catch (Exception)
        {
            ToHost(level, message, exception);
        }
    }

    /// <summary>
    /// Writes into the host's own logging alone: for what the shop's owner can do nothing about. Never throws.
    /// </summary>
    public void ToHost(LogLevel level, string message, Exception exception = null)
    {
        try
        {
            LogEntry(level, exception, message);
        }
        catch (Exception)
        {
            // A provider of the host's logging failed as well: there is no further place to tell.
        }
    }

    [LoggerMessage("{Entry}")]
    private partial void LogEntry(LogLevel level, Exception exception, string entry);
}
