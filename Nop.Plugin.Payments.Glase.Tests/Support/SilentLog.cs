using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// A log that nobody reads.
/// </summary>
internal static class SilentLog
{
    public static SafeLog Instance { get; } = new(NullLogger<SafeLog>.Instance, Mock.Of<IServiceScopeFactory>());
}
