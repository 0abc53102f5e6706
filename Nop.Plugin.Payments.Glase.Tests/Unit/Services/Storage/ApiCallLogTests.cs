using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Logging;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Logging;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class ApiCallLogTests
{
    [TestCase(null, LogLevel.Information)]
    [TestCase(GlaseResultCode.ReportNotReady, LogLevel.Information)]
    [TestCase(GlaseResultCode.AuthenticationFailed, LogLevel.Warning)]
    public async Task What_goes_its_normal_course_is_no_warning(GlaseResultCode? code, LogLevel expected)
    {
        var logger = new Mock<ILogger>();
        await using var services = new ServiceCollection().AddSingleton(logger.Object).BuildServiceProvider();
        var log = new ApiCallLog(services.GetRequiredService<IServiceScopeFactory>(), SilentLog.Instance);
        var failure = code is { } refused ? new GlaseApiException(GlaseOperation.ExecuteReport, refused) : null;

        log.Write(new GlaseCallRecord(GlaseOperation.ExecuteReport, "C1", 1, TimeSpan.FromSeconds(1), failure));
        await log.FlushAsync();

        logger.Verify(service => service.InsertLogAsync(expected, It.IsAny<string>(), It.IsAny<string>(), It.IsAny<Customer>()));
    }
}
