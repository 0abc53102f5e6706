using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Services.Customers;
using Nop.Services.Messages;
using Sandbox.Data;
using Sandbox.Hosting;
using Sandbox.Services.Plugins;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// A shop's process: its services and what it holds in memory, on a database that outlives it.
/// </summary>
internal sealed class ModelProcess : IDisposable
{
    private readonly ModelEnvironment _environment;
    private readonly ServiceProvider _services;

    public ModelProcess(ModelEnvironment environment, string name)
    {
        _environment = environment;
        Name = name;
        Context = new ProcessContext(environment.Scheduler, this);

        IServiceCollection services = new ServiceCollection();
        foreach (var service in environment.Services)
            services.Add(service);
        services.AddSingleton(this);
        Time = new ProcessClock(environment.Clock, this);
        services.AddSingleton(Time);
        services.AddSingleton<IGlaseClient>(new SteppedGlaseClient(environment, this));
        services.AddSingleton(new PluginCatalogue(environment.Plugins.Describe()));
        // Nobody looks at pages, and processes do not stop: they are killed.
        services.AddSingleton(Mock.Of<INotificationService>());
        services.AddSingleton(Mock.Of<IHostApplicationLifetime>());
        _services = services.BuildServiceProvider();
        foreach (var plugin in _services.GetRequiredService<PluginCatalogue>().Descriptors)
            plugin.Installed = environment.IsInstalled || plugin.SystemName != GlaseDefaults.SystemName;
    }

    public string Name { get; }

    public bool IsDead { get; private set; }

    public SynchronizationContext Context { get; }

    /// <summary>
    /// What it is doing now.
    /// </summary>
    public List<Scheduler.WorkItem> Parts { get; } = [];

    public TimeProvider Time { get; }

    /// <exception cref="DatabaseUnavailableException">The database is away now</exception>
    public void UseDatabase() => _environment.UseDatabase();

    public Scheduler.StepAwaiter StepAsync(string what) => _environment.Scheduler.StepAsync(what);

    /// <summary>
    /// From now on nothing of it goes on.
    /// </summary>
    public void Kill() => IsDead = true;

    /// <summary>
    /// Does something in the background, as the scheduled task does.
    /// </summary>
    public Task InBackgroundAsync(Func<IServiceProvider, Task> act)
    {
        return _services.GetRequiredService<CurrentScope>().RunAsync(services =>
        {
            // A statement is one step: time does not go on meanwhile, however long a server takes.
            BlockingStatements.AreOn = true;
            return act(services);
        });
    }

    /// <summary>
    /// Begins something that nobody waits for.
    /// </summary>
    public void BeginInBackground(string what, Func<Task> act)
    {
        _environment.Scheduler.BeginInBackground(new Scheduler.WorkItem(this, what, _ => act(), 0));
    }

    /// <summary>
    /// Does something in a request of a customer, and what is to be done when the answer was sent; null for a shopper without
    /// an account.
    /// </summary>
    public Task InRequestAsync(int? customerId, Func<IServiceProvider, Task> act)
    {
        return InBackgroundAsync(async services =>
        {
            var response = new Response();
            var http = new DefaultHttpContext(response.InFeatures()) { RequestServices = services };
            http.Request.Host = new HostString(customerId is null ? "localhost" : _environment.Host);
            http.Request.Scheme = Uri.UriSchemeHttp;
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
            if (customerId is { } id)
                await EnterAsync(services, http, await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(id));
            try
            {
                await act(services);
            }
            finally
            {
                await response.CompleteAsync();
            }
        });
    }

    private static Task EnterAsync(IServiceProvider services, DefaultHttpContext http, Customer customer)
    {
        if (customer.Email is { } email)
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Email, email)], nameof(ModelProcess)));
        else
            http.Request.Headers.Cookie = $"{NopCookieDefaults.Prefix}{NopCookieDefaults.CustomerCookie}={customer.CustomerGuid}";
        return services.GetRequiredService<IWorkContext>().SetCurrentCustomerAsync(customer);
    }

    public void Dispose() => _services.Dispose();

    private sealed class Response : HttpResponseFeature
    {
        private readonly Stack<Func<Task>> _whenSent = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => _whenSent.Push(() => callback(state));

        public FeatureCollection InFeatures()
        {
            var features = new FeatureCollection();
            features.Set<IHttpRequestFeature>(new HttpRequestFeature());
            features.Set<IHttpResponseFeature>(this);
            features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            return features;
        }

        public async Task CompleteAsync()
        {
            while (_whenSent.TryPop(out var callback))
                await callback();
        }
    }

    private sealed class ProcessContext(Scheduler scheduler, ModelProcess process) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object state) => scheduler.Post(process, d, state);

        public override void Send(SendOrPostCallback d, object state) => throw new NotSupportedException();

        public override SynchronizationContext CreateCopy() => this;
    }

    /// <summary>
    /// The fixture's clock, whose alarms ring no more when the process is dead.
    /// </summary>
    private sealed class ProcessClock(ModelClock clock, ModelProcess process) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
        {
            return clock.CreateTimer(it => Ring(callback, it), state, dueTime, period);
        }

        private void Ring(TimerCallback callback, object state)
        {
            if (!process.IsDead)
                callback(state);
        }
    }
}
