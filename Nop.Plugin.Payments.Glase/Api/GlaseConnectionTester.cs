using Microsoft.Extensions.Options;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Tests with a client of its own, so that a password that was only typed for a test counts for nothing else.
/// </summary>
internal sealed class GlaseConnectionTester(Func<GlaseTransport> createTransport, GlaseClientMetrics metrics, TimeProvider timeProvider)
    : IGlaseConnectionTester
{
    private const double TimeoutSeconds = 5;
    private const string NoInvoice = "0";
    private const string NoPeriod = "0";

    public Task<GlaseApiException> TestPaymentsAsync(GlaseConnection connection)
    {
        return TestAsync(client => client.GetPaymentStatusAsync(connection, NoInvoice, 0));
    }

    public Task<GlaseApiException> TestReportsAsync(GlaseConnection connection)
    {
        return TestAsync(client => client.ExecuteReportAsync(connection, "Reconciliation/Shop.xml", "en",
            new Dictionary<string, string> { ["transactionPeriodId"] = NoPeriod }));
    }

    private async Task<GlaseApiException> TestAsync(Func<IGlaseClient, Task> call)
    {
        try
        {
            await call(NewClient());
            return null;
        }
        catch (GlaseApiException exception)
        {
            return SaysThatItWorks(exception.ResultCode) ? null : exception;
        }
    }

    private GlaseClient NewClient()
    {
        var options = new GlaseClientOptions
        {
            GetPaymentStatus = GlaseCallPolicy.Once(TimeoutSeconds),
            ExecuteReport = GlaseCallPolicy.Once(TimeoutSeconds)
        };
        return new GlaseClient(createTransport, new GlaseResilience(Options.Create(options), timeProvider), metrics, timeProvider);
    }

    // What does not exist is refused, in whatever words, only after the credentials were taken.
    private static bool SaysThatItWorks(GlaseResultCode? code)
    {
        return code switch
        {
            null => false,
            GlaseResultCode.AccessDenied or GlaseResultCode.UnsupportedOperation or GlaseResultCode.LicenseRejection => false,
            { } known => !GlaseResultCodes.IsAboutCredentials(known) && !GlaseResultCodes.IsTransient(known)
        };
    }
}
