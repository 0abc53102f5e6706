using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Logging;
using Nop.Data;
using Sandbox.Hosting;
using INopLogger = Nop.Services.Logging.ILogger;
using NopLogLevel = Nop.Core.Domain.Logging.LogLevel;

namespace Sandbox.Services.Logging;

/// <summary>nopCommerce's log: a table, and here also a short line on the console.</summary>
internal sealed class DatabaseLogger : INopLogger
{
    private readonly IRepository<Log> _log;
    private readonly IHttpContextAccessor _http;
    private readonly IWebHelper _web;
    private readonly ShopConsole _console;
    private readonly TimeProvider _time;

    public DatabaseLogger(
        IRepository<Log> log, IHttpContextAccessor http, IWebHelper web, ShopConsole console, TimeProvider time)
    {
        _log = log;
        _http = http;
        _web = web;
        _console = console;
        _time = time;
    }

    public bool IsEnabled(NopLogLevel level) => level != NopLogLevel.Debug;

    public Task<IPagedList<Log>> GetAllLogsAsync(
        DateTime? fromUtc = null, DateTime? toUtc = null, string message = "", NopLogLevel? logLevel = null, int pageIndex = 0,
        int pageSize = int.MaxValue)
    {
        return _log.GetAllPagedAsync(
            query =>
            {
                if (fromUtc.HasValue)
                    query = query.Where(entry => entry.CreatedOnUtc >= fromUtc.Value);
                if (toUtc.HasValue)
                    query = query.Where(entry => entry.CreatedOnUtc <= toUtc.Value);
                if (logLevel.HasValue)
                    query = query.Where(entry => entry.LogLevelId == (int)logLevel.Value);
                if (!string.IsNullOrEmpty(message))
                    query = query.Where(entry => entry.ShortMessage.Contains(message) || entry.FullMessage.Contains(message));
                return query.OrderByDescending(entry => entry.Id);
            },
            pageIndex, pageSize);
    }

    public async Task InsertLogAsync(
        NopLogLevel logLevel, string shortMessage, string fullMessage = "", Customer customer = null)
    {
        _console.Log(logLevel, shortMessage);
        await _log.InsertAsync(
            new Log
            {
                LogLevel = logLevel,
                ShortMessage = shortMessage,
                FullMessage = fullMessage,
                IpAddress = _web.GetCurrentIpAddress(),
                CustomerId = customer?.Id,
                PageUrl = _http.HttpContext is null ? "" : _web.GetThisPageUrl(true),
                ReferrerUrl = _web.GetUrlReferrer(),
                CreatedOnUtc = _time.GetUtcNow().UtcDateTime
            },
            false);
    }

    public void InsertLog(NopLogLevel logLevel, string shortMessage, string fullMessage = "", Customer customer = null) =>
        InsertLogAsync(logLevel, shortMessage, fullMessage, customer).GetAwaiter().GetResult();

    public Task InformationAsync(string message, Exception exception = null, Customer customer = null) =>
        InsertLogAsync(NopLogLevel.Information, message, Text(exception), customer);

    public void Information(string message, Exception exception = null, Customer customer = null) =>
        InsertLog(NopLogLevel.Information, message, Text(exception), customer);

    public Task WarningAsync(string message, Exception exception = null, Customer customer = null) =>
        InsertLogAsync(NopLogLevel.Warning, message, Text(exception), customer);

    public void Warning(string message, Exception exception = null, Customer customer = null) =>
        InsertLog(NopLogLevel.Warning, message, Text(exception), customer);

    public Task ErrorAsync(string message, Exception exception = null, Customer customer = null) =>
        InsertLogAsync(NopLogLevel.Error, message, Text(exception), customer);

    public void Error(string message, Exception exception = null, Customer customer = null) =>
        InsertLog(NopLogLevel.Error, message, Text(exception), customer);

    private static string Text(Exception exception) => exception?.ToString() ?? string.Empty;
}
