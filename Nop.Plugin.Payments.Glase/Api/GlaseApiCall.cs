using System.Globalization;
using Nop.Plugin.Payments.Glase.Api.Wire;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// One call from its first attempt to its outcome, and what the attempts have in common.
/// </summary>
internal sealed class GlaseApiCall<TReturn, TResult>(GlaseTransport transport, GlaseOperation operation,
    GlaseConnection connection, PooledBuffer arguments, string reference, Func<TReturn, string, TResult> read)
    where TReturn : WireReturn, new()
{
    private readonly PooledBuffer _arguments = arguments;
    private readonly string _callReference = ClientReferences.Next();
    private CancellationToken _caller;
    private string _clientReference;
    private string _reference = reference;
    private int _attempts;
    private bool _outcomeUnknown;
    private GlaseApiException _lastFailure;

    public async Task<TResult> RunAsync(GlaseResilience resilience, GlaseClientMetrics metrics, TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        using var arguments = _arguments;
        if (GlaseConnectionCheck.Problem(operation, connection) is { } problem)
            throw GlaseFailures.NotConfigured(operation, problem);

        _caller = cancellationToken;
        var started = timeProvider.GetTimestamp();
        var account = resilience.For(operation, connection);
        using var activity = metrics.Start(operation);
        try
        {
            var result = await account.Pipeline(operation, connection.IsRenewal)
                .ExecuteAsync(static (call, token) => call.AttemptAsync(token), this, cancellationToken);
            account.Answered(GlaseResultCode.Success);
            Report(null);
            return result;
        }
        catch (Exception exception) when (exception is GlaseApiException or BrokenCircuitException or TimeoutRejectedException)
        {
            var failure = Outcome(exception);
            if (failure.ResultCode is { } code)
                account.Answered(code);
            Report(failure);
            if (ReferenceEquals(failure, exception))
                throw;

            throw failure;
        }

        void Report(GlaseApiException failure)
        {
            var elapsed = timeProvider.GetElapsedTime(started);
            metrics.Record(operation, _attempts, elapsed, failure, activity);
            this.Report(elapsed, failure);
        }
    }

    private async ValueTask<TResult> AttemptAsync(CancellationToken timeout)
    {
        _attempts++;
        _clientReference = _attempts == 1
            ? _callReference
            : string.Create(CultureInfo.InvariantCulture, $"{_callReference}-{_attempts}");
        try
        {
            var request = SoapEnvelope.Write(operation, connection, _clientReference, _arguments);
            var answer = await transport.SendAsync<TReturn>(operation, connection, request, timeout, _caller);
            _reference ??= answer.Reference;
            return read(answer, _clientReference);
        }
        catch (UnreadableResponseException exception)
        {
            _outcomeUnknown = true;
            throw _lastFailure = GlaseFailures.InvalidResponse(operation, connection, exception.Message);
        }
        catch (GlaseApiException failure)
        {
            _outcomeUnknown |= failure.OutcomeUnknown;
            _lastFailure = failure;
            throw;
        }
    }

    /// <summary>
    /// An open circuit or the end of time between two attempts says less than the attempt before it.
    /// </summary>
    private GlaseApiException Outcome(Exception exception)
    {
        var failure = exception as GlaseApiException ?? _lastFailure ?? (exception is BrokenCircuitException
            ? GlaseFailures.CircuitOpen(operation, connection)
            : GlaseFailures.Timeout(operation, connection, sent: false));
        failure.OutcomeUnknown = _outcomeUnknown;
        failure.ClientReference = _clientReference;
        return failure;
    }

    private void Report(TimeSpan elapsed, GlaseApiException failure)
    {
        connection.CallCompleted?.Invoke(new(operation, _clientReference, _attempts, elapsed, failure)
        {
            Reference = _reference,
            Request = transport.RequestText,
            Response = transport.ResponseText
        });
    }
}
