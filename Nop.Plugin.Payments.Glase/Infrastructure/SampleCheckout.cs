using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nop.Core.Configuration;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Components;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// The payment step of a sample cart: the plugin's own services, made for it alone, on a shop, a Glase and a table of payments that answer
/// as such do. Its locks are real ones: their rows are deleted again.
/// </summary>
internal sealed class SampleCheckout : IServiceProvider, IDisposable
{
    private static readonly HashSet<Type> _ofRequest = [typeof(IAntiforgery), typeof(IHostApplicationLifetime), typeof(IServiceScopeFactory)];

    private readonly IServiceProvider _host;
    private readonly Dictionary<Type, object> _services;
    private readonly GlaseClientWarmUp _glase;
    private readonly SampleMeters _meters = new();
    private readonly FirstFailure _failure = new();

    public SampleCheckout(IServiceProvider host)
    {
        _host = host;
        _glase = ActivatorUtilities.CreateInstance<GlaseClientWarmUp>(host);
        _services = new Dictionary<Type, object>
        {
            [typeof(IGlaseClient)] = _glase.Client,
            [typeof(IMeterFactory)] = _meters,
            [typeof(ILogger<SafeLog>)] = _failure,
            [typeof(INopDataProvider)] = host.GetRequiredService<INopDataProvider>(),
            [typeof(IRepository<GlaseLock>)] = host.GetRequiredService<IRepository<GlaseLock>>(),
            [typeof(IRepository<GlasePayment>)] = SamplePayments.Create(host.GetRequiredService<IRepository<GlasePayment>>())
        };
    }

    /// <summary>
    /// Renders the step.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not show a code</exception>
    public async Task RenderAsync()
    {
        var step = await new SamplePage(this).RenderAsync(typeof(PaymentInfoViewComponent), $"{GlaseDefaults.ViewsPath}/PaymentInfo.cshtml");
        if (!step.Contains("<glase-code", StringComparison.Ordinal))
            throw new InvalidOperationException("The payment step of a sample cart shows no code.", _failure.Exception);
    }

    /// <inheritdoc />
    public object GetService(Type serviceType)
    {
        if (_services.TryGetValue(serviceType, out var service))
            return service;
        return FindSample(serviceType) is { } sample ? _services[serviceType] = sample : _host.GetService(serviceType);
    }

    public void Dispose()
    {
        _glase.Dispose();
        _meters.Dispose();
    }

    // Null for what ASP.NET Core and other libraries do: that is the shop's own.
    private object FindSample(Type type)
    {
        if (type.IsAssignableTo(typeof(ISettings)))
            return SampleAnswers.Of(type);
        if (type.IsInterface && (IsOfShop(type) || _ofRequest.Contains(type)))
            return SampleAnswers.Create(type);
        return type.Assembly == typeof(SampleCheckout).Assembly ? ActivatorUtilities.CreateInstance(this, type) : null;
    }

    private static bool IsOfShop(Type type) => type.Assembly.GetName().Name.StartsWith("Nop.", StringComparison.Ordinal);

    /// <summary>
    /// Keeps what the plugin would have logged.
    /// </summary>
    private sealed class FirstFailure : ILogger<SafeLog>
    {
        public Exception Exception { get; private set; }

        public IDisposable BeginScope<TState>(TState state) => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception exception, Func<TState, Exception, string> formatter)
        {
            Exception ??= exception;
        }
    }
}
