using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Security;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// The proxy that the shop's settings name, or the system's where they name none, for calls to Glase.
/// </summary>
/// <remarks>
/// nopCommerce's own <c>WithProxy</c> reads the settings while IHttpClientFactory makes a handler. Where that fails, because the shop's cache or
/// database is unavailable, the factory keeps the failure, and the client fails until the process ends. Here the settings are read beside
/// the handler, and again with a later call; once read, they are kept while they cannot be read, and calls do not wait for them.
/// </remarks>
internal sealed class ShopProxy(IServiceScopeFactory scopeFactory, TimeProvider timeProvider) : IWebProxy, ICredentials
{
    // After that time nopCommerce's own handlers have read them again, too.
    private static readonly TimeSpan _refreshInterval = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _retryInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private IWebProxy _proxy;
    private Task _reading;
    private long _readAgainAt;

    /// <inheritdoc />
    /// <remarks>A handler asks for them once; they are looked up at each call.</remarks>
    public ICredentials Credentials
    {
        get => this;
        set => throw new NotSupportedException("The shop's settings name the credentials.");
    }

    private IWebProxy Known => _proxy ?? HttpClient.DefaultProxy;

    /// <inheritdoc />
    public Uri GetProxy(Uri destination) => Known.GetProxy(destination);

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => Known.IsBypassed(host);

    /// <inheritdoc />
    public NetworkCredential GetCredential(Uri uri, string authType) => Known.Credentials?.GetCredential(uri, authType);

    /// <summary>
    /// Reads the settings where they are not known yet, and now and then again, without a caller that waits for that.
    /// </summary>
    /// <returns>A task to wait for; null when there is nothing to wait for. It fails with the shop's own exception</returns>
    public Task EnsureRead()
    {
        lock (_lock)
        {
            if (_reading is null && timeProvider.GetTimestamp() >= _readAgainAt)
                Begin();
            return _proxy is null ? _reading : null;
        }
    }

    // The services that are resolved may block for as long as the shop's cache does not answer.
    private void Begin()
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _reading = Task.Run(Read);
        // A failure is the caller's who waits for it; nobody does once the settings are known, and they are kept.
        _reading.ContinueWith(static read => _ = read.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
    }

    private void Read()
    {
        IWebProxy read = null;
        try
        {
            using var scope = scopeFactory.CreateScope();
            read = NewProxy(scope.ServiceProvider.GetService<ProxySettings>());
        }
        finally
        {
            lock (_lock)
            {
                _proxy = read ?? _proxy;
                _reading = null;
                _readAgainAt = read is not null ? After(_refreshInterval) : _proxy is not null ? After(_retryInterval) : 0;
            }
        }
    }

    private long After(TimeSpan time) => timeProvider.GetTimestamp() + (long)(time.TotalSeconds * timeProvider.TimestampFrequency);

    private static IWebProxy NewProxy(ProxySettings settings)
    {
        if (settings is not { Enabled: true })
            return HttpClient.DefaultProxy;

        var hasUser = !string.IsNullOrEmpty(settings.Username) && !string.IsNullOrEmpty(settings.Password);
        return new WebProxy($"{settings.Address}:{settings.Port}", settings.BypassOnLocal)
        {
            Credentials = hasUser ? new NetworkCredential(settings.Username, settings.Password) : CredentialCache.DefaultCredentials
        };
    }
}
