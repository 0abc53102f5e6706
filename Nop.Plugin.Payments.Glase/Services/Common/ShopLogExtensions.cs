using Nop.Core.Domain.Customers;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Writes warnings and errors to the shop's log, each with the address of the page that explains it: log entries have no links.
/// </summary>
internal static class ShopLogExtensions
{
    /// <summary>
    /// Logs a warning.
    /// </summary>
    /// <param name="logger">The shop's log</param>
    /// <param name="message">What happened</param>
    /// <param name="exception">What caused it; null for none</param>
    /// <param name="customer">Whose request it was; null when it was nobody's</param>
    public static Task LogWarningAsync(this ILogger logger, string message, Exception exception = null, Customer customer = null)
    {
#pragma warning disable RS0030 // The one place for warnings.
        return logger.WarningAsync(WithHelp(message), exception, customer);
#pragma warning restore RS0030
    }

    /// <summary>
    /// Logs an error.
    /// </summary>
    /// <inheritdoc cref="LogWarningAsync" />
    public static Task LogErrorAsync(this ILogger logger, string message, Exception exception = null, Customer customer = null)
    {
#pragma warning disable RS0030 // The one place for errors.
        return logger.ErrorAsync(WithHelp(message), exception, customer);
#pragma warning restore RS0030
    }

    private static string WithHelp(string message) => $"{message} (help: {GlaseDefaults.LogHelpPage})";
}
