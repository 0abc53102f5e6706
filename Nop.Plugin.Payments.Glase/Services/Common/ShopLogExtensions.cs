using Microsoft.AspNetCore.Http;
using Nop.Core.Domain.Customers;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Writes to the shop's log: warnings and errors with the address of the page that explains them, because log entries have no links.
/// </summary>
/// <remarks>
/// nopCommerce stores the address of the current page with each entry. Those of the plugin's own public pages have a token that lets its
/// bearer see or pay a payment, so that nothing is stored of the request to one.
/// </remarks>
internal static class ShopLogExtensions
{
    private static readonly PathString _publicPages = new($"/{PaymentUrls.Root}");
    private static readonly HttpContextAccessor _httpContextAccessor = new();

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
        return WriteAsync(() => logger.WarningAsync(WithHelp(message), exception, customer));
#pragma warning restore RS0030
    }

    /// <summary>
    /// Logs an error.
    /// </summary>
    /// <inheritdoc cref="LogWarningAsync" />
    public static Task LogErrorAsync(this ILogger logger, string message, Exception exception = null, Customer customer = null)
    {
#pragma warning disable RS0030 // The one place for errors.
        return WriteAsync(() => logger.ErrorAsync(WithHelp(message), exception, customer));
#pragma warning restore RS0030
    }

    /// <summary>
    /// Logs what needs no action.
    /// </summary>
    /// <param name="logger">The shop's log</param>
    /// <param name="message">What happened</param>
    public static Task LogInformationAsync(this ILogger logger, string message)
    {
        return WriteAsync(() => logger.InformationAsync(message));
    }

    private static Task WriteAsync(Func<Task> write)
    {
        if (_httpContextAccessor.HttpContext?.Request.Path.StartsWithSegments(_publicPages, StringComparison.OrdinalIgnoreCase) != true)
            return write();

        // The request is taken from the execution context.
        using (ExecutionContext.SuppressFlow())
            return Task.Run(write);
    }

    private static string WithHelp(string message) => $"{message} (help: {GlaseDefaults.LogHelpPage})";
}
