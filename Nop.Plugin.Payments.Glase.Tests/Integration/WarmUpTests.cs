using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moq;
using Nop.Core.Domain.Logging;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Tests.Support;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What the plugin prepares beside a shop that has just started.
/// </summary>
[CancelAfter(60_000)]
public class WarmUpTests
{
    private readonly Lines _lines = new();
    private readonly ViewLog _views = new();

    [SetUp]
    public void SetUp()
    {
        _lines.Written.Clear();
        _views.Used.Clear();
        _views.Broken = null;
    }

    [Test]
    public async Task The_payment_step_is_rendered_and_nothing_goes_wrong(CancellationToken token)
    {
        await using var fixture = await StartAsync();

        await DoneAsync(token);

        Assert.That(Warnings, Is.Empty);
        Assert.That(_views.Used, Is.SupersetOf(new[] { PathOf("PaymentInfo"), PathOf("_Payment"), PathOf("_Code") }));
    }

    [Test]
    public async Task It_calls_nobody_and_leaves_nothing_behind(CancellationToken token)
    {
        await using var fixture = await StartAsync();

        await DoneAsync(token);

        Assert.That(fixture.Glase.Calls(), Is.Empty);
        Assert.That(await fixture.AllAsync<GlasePayment>(), Is.Empty);
        Assert.That(await fixture.LocksAsync(), Is.Empty);
        Assert.That(await fixture.AllAsync<Log>(), Is.Empty);
    }

    [Test]
    public async Task A_failing_warm_up_step_is_logged_and_the_others_run(CancellationToken token)
    {
        _views.Broken = PathOf("_Payment");
        await using var fixture = await StartAsync();

        await DoneAsync(token);

        Assert.That(Warnings.Single(), Does.Contain("the payment step"));
    }

    [Test]
    public async Task A_shop_without_the_tables_starts_all_the_same(CancellationToken token)
    {
        await using var fixture = await StartAsync(installed: false);

        await DoneAsync(token);

        Assert.That(Warnings.Single(), Does.Contain("the payment step"));
        using var httpShopper = fixture.NewShopper();
        Assert.That((await httpShopper.Http.GetAsync("", token)).IsSuccessStatusCode, Is.True);
    }

    [Test]
    public async Task It_waits_until_the_shop_answers_requests(CancellationToken token)
    {
        using var started = new CancellationTokenSource();
        var scopes = new Mock<IServiceScopeFactory>();
        using var warmUp = new WarmUp(Mock.Of<IHostApplicationLifetime>(lifetime => lifetime.ApplicationStarted == started.Token),
            scopes.Object, Log(), TimeProvider.System);

        await warmUp.StartAsync(token);
        await Task.Delay(50, token);
        Assert.That(scopes.Invocations, Is.Empty);
        await started.CancelAsync();
        await DoneAsync(token);

        Assert.That(scopes.Invocations, Is.Not.Empty);
    }

    [Test]
    public async Task A_shop_that_stops_before_it_started_does_not_wait_for_it(CancellationToken token)
    {
        using var never = new CancellationTokenSource();
        using var warmUp = new WarmUp(Mock.Of<IHostApplicationLifetime>(lifetime => lifetime.ApplicationStarted == never.Token),
            Mock.Of<IServiceScopeFactory>(), Log(), TimeProvider.System);
        await warmUp.StartAsync(token);

        await warmUp.StopAsync(token);

        Assert.That(_lines.Written, Is.Empty);
    }

    private IEnumerable<string> Warnings => _lines.Written.Where(line => line.Level > LogLevel.Information).Select(line => line.Text);

    private SafeLog Log() => new(_lines.For<SafeLog>(), Mock.Of<IServiceScopeFactory>());

    private static string PathOf(string view) => $"/Plugins/Payments.Glase/Views/{view}.cshtml";

    private Task<ShopFixture> StartAsync(bool installed = true)
    {
        return ShopFixture.StartAsync(options =>
        {
            options.InstallGlase = installed;
            options.ConfigureServices = services =>
            {
                services.AddSingleton(_lines.For<SafeLog>());
                var compiler = (Func<IServiceProvider, object>)services.Last(each => each.ServiceType == typeof(IViewCompilerProvider))
                    .ImplementationFactory;
                services.AddSingleton<IViewCompilerProvider>(provider => _views.Around((IViewCompilerProvider)compiler(provider)));
            };
        });
    }

    private async Task DoneAsync(CancellationToken token)
    {
        while (!_lines.Written.Any(line => line.Text.Contains("warm-up completed after", StringComparison.Ordinal)))
            await Task.Delay(5, token);
    }

    private sealed class ViewLog : IViewCompilerProvider, IViewCompiler
    {
        private IViewCompilerProvider _inner;

        public ConcurrentQueue<string> Used { get; } = [];

        public string Broken { get; set; }

        public ViewLog Around(IViewCompilerProvider inner)
        {
            _inner = inner;
            return this;
        }

        public IViewCompiler GetCompiler() => this;

        public Task<CompiledViewDescriptor> CompileAsync(string relativePath)
        {
            if (relativePath == Broken)
                throw new InvalidOperationException("It does not compile.");
            Used.Enqueue(relativePath);
            return _inner.GetCompiler().CompileAsync(relativePath);
        }
    }

    private sealed class Lines
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Written { get; } = [];

        public ILogger<T> For<T>() => new Logger<T>(Written);

        private sealed class Logger<T>(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger<T>
        {
            public IDisposable BeginScope<TState>(TState state) => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception exception,
                Func<TState, Exception, string> formatter)
            {
                lines.Enqueue((logLevel, formatter(state, exception)));
            }
        }
    }
}
