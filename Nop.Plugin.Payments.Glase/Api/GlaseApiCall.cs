using System.Globalization;
using System.Security.Cryptography;
using Nop.Plugin.Payments.Glase.Api.Wire;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// One call from its first attempt to its outcome, and what the attempts have in common.
/// </summary>
internal sealed class GlaseApiCall<TReturn, TResult>
    where TReturn : WireReturn, new()
{
    private readonly GlaseTransport _exchange;
    private readonly GlaseOperation _operation;
    private readonly GlaseConnection _connection;
    private readonly PooledBuffer _arguments;
    private readonly Func<TReturn, string, TResult> _read;
    private readonly string _callReference = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
    private CancellationToken _caller;
    private string _clientReference;
    private string _reference;
    private int _attempts;
    private bool _outcomeUnknown;
    private GlaseApiException _lastFailure;

    public GlaseApiCall(GlaseTransport exchange, GlaseOperation operation, GlaseConnection connection, PooledBuffer arguments,
        string reference, Func<TReturn, string, TResult> read)
    {
        _exchange = exchange;
        _operation = operation;
        _connection = connection;
        _arguments = arguments;
        _reference = reference;
        _read = read;
    }

    public async Task<TResult> RunAsync(GlaseResilience resilience, TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        using var arguments = _arguments;
        if (GlaseConnectionCheck.Problem(_operation, _connection) is { } problem)
            throw GlaseFailures.NotConfigured(_operation, problem);

        _caller = cancellationToken;
        var started = timeProvider.GetTimestamp();
        var account = resilience.For(_operation, _connection);
        try
        {
            var result = await account.Pipeline(_operation)
                .ExecuteAsync(static (call, token) => call.AttemptAsync(token), this, cancellationToken);
            account.Answered(GlaseResultCode.Success);
            Report(timeProvider.GetElapsedTime(started), null);
            return result;
        }
        catch (Exception exception) when (exception is GlaseApiException or BrokenCircuitException or TimeoutRejectedException)
        {
            var failure = Outcome(exception);
            if (failure.ResultCode is { } code)
                account.Answered(code);
            Report(timeProvider.GetElapsedTime(started), failure);
            if (ReferenceEquals(failure, exception))
                throw;

            throw failure;
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
            var request = SoapEnvelope.Write(_operation, _connection, _clientReference, _arguments);
            var answer = await _exchange.SendAsync<TReturn>(_operation, _connection, request, timeout, _caller);
            _reference ??= answer.Reference;
            return _read(answer, _clientReference);
        }
        catch (UnreadableResponseException exception)
        {
            _outcomeUnknown = true;
            throw _lastFailure = GlaseFailures.InvalidResponse(_operation, _connection, exception.Message);
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
            ? GlaseFailures.CircuitOpen(_operation, _connection)
            : GlaseFailures.Timeout(_operation, _connection, sent: false));
        failure.OutcomeUnknown = _outcomeUnknown;
        failure.ClientReference = _clientReference;
        return failure;
    }

    private void Report(TimeSpan elapsed, GlaseApiException failure)
    {
        _connection.CallCompleted?.Invoke(new(_operation, _clientReference, _attempts, elapsed, failure)
        {
            Reference = _reference,
            Request = _exchange.RequestText,
            Response = _exchange.ResponseText
        });
    }
}
