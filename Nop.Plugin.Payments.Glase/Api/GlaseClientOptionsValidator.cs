using Microsoft.Extensions.Options;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Refuses options that would send money twice or cannot work, and names each of them.
/// </summary>
internal sealed class GlaseClientOptionsValidator : IValidateOptions<GlaseClientOptions>
{
    private static readonly TimeSpan _minTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _maxTimeout = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string name, GlaseClientOptions options)
    {
        var failures = Enum.GetValues<GlaseOperation>().SelectMany(operation => Check(operation, options.For(operation)))
            .Concat(Check(GlaseOperation.SendInvoice, options.SendInvoiceForRenewal))
            .Concat(CheckRetries(options))
            .Concat(CheckBreaker(options))
            .Concat(CheckSizes(options))
            .ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Check(GlaseOperation operation, GlaseCallPolicy policy)
    {
        if (policy is null)
        {
            yield return $"{operation}: a policy is required.";
            yield break;
        }

        if (policy.AttemptTimeout < _minTimeout || policy.AttemptTimeout > _maxTimeout)
            yield return $"{operation}: the attempt timeout must be from 10 ms to 5 minutes.";
        if (policy.TotalTimeout < policy.AttemptTimeout || policy.TotalTimeout > _maxTimeout)
            yield return $"{operation}: the total timeout must be from the attempt timeout to 5 minutes.";
        if (policy.Retries is < 0 or > 10)
            yield return $"{operation}: the number of retries must be from 0 to 10.";
        if (policy.Retries > 0 && !operation.IsIdempotent())
            yield return $"{operation}: must not be sent twice, so it has no retries.";
    }

    private static IEnumerable<string> CheckRetries(GlaseClientOptions options)
    {
        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > options.MaxRetryDelay)
            yield return $"{nameof(options.RetryDelay)} must be from 0 to {nameof(options.MaxRetryDelay)}.";
        if (options.MaxRetryDelay > _maxTimeout)
            yield return $"{nameof(options.MaxRetryDelay)} must be at most 5 minutes.";
    }

    // The bounds are Polly's own, told here with the names of these options.
    private static IEnumerable<string> CheckBreaker(GlaseClientOptions options)
    {
        if (options.BreakerFailureRatio is not (> 0 and <= 1))
            yield return $"{nameof(options.BreakerFailureRatio)} must be above 0 and at most 1.";
        if (options.BreakerMinimumRequests < 2)
            yield return $"{nameof(options.BreakerMinimumRequests)} must be at least 2.";
        if (options.BreakerWindow < TimeSpan.FromSeconds(0.5) || options.BreakerWindow > TimeSpan.FromHours(1))
            yield return $"{nameof(options.BreakerWindow)} must be from 0.5 seconds to 1 hour.";
        if (options.BreakDuration < TimeSpan.FromSeconds(0.5) || options.BreakDuration > TimeSpan.FromHours(1))
            yield return $"{nameof(options.BreakDuration)} must be from 0.5 seconds to 1 hour.";
    }

    private static IEnumerable<string> CheckSizes(GlaseClientOptions options)
    {
        if (options.MaxResponseBytes is < 1024 or > 256 * 1024 * 1024)
            yield return $"{nameof(options.MaxResponseBytes)} must be from 1 KB to 256 MB.";
        if (options.MaxReportBytes is < 1024 or > 256 * 1024 * 1024)
            yield return $"{nameof(options.MaxReportBytes)} must be from 1 KB to 256 MB.";
    }
}
