using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// What measures in tests where nobody listens.
/// </summary>
internal static class TestMetrics
{
    private static readonly IMeterFactory _meterFactory =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static GlaseClientMetrics Calls { get; } = new(_meterFactory.Create(GlaseDiagnostics.Name), GlaseDiagnostics.Activities);

    public static PaymentMetrics Payments { get; } = new(_meterFactory);

    public static RecoveryMetrics Recovery { get; } = new(_meterFactory);

    public static WaitingMetrics Waiting(PaymentWatchRegistry watches) => new(_meterFactory, watches);
}
