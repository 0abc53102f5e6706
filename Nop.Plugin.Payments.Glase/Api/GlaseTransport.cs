using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Sends one request and reads its response, and maps failures to <see cref="GlaseApiException"/>. Created per call, so that
/// handler changes take effect.
/// </summary>
internal sealed class GlaseTransport(HttpMessageInvoker network, IOptions<GlaseClientOptions> options)
{
    private const int MaxFaultBytes = 64 * 1024;
    private readonly GlaseClientOptions _options = options.Value;

    /// <summary>
    /// The last request for a log; null unless <see cref="GlaseConnection.RecordsBodies"/> is on.
    /// </summary>
    public string RequestText { get; private set; }

    /// <summary>
    /// The answer to it for a log; null also when none was read.
    /// </summary>
    public string ResponseText { get; private set; }

    /// <param name="operation">What is called</param>
    /// <param name="connection">Where</param>
    /// <param name="request">What is sent; returned to the pool afterwards</param>
    /// <param name="timeout">Cancelled when time is up or the caller gave up</param>
    /// <param name="caller">Cancelled when the caller gave up</param>
    /// <returns>The answer, whose result code is SUCCESS</returns>
    public async Task<TReturn> SendAsync<TReturn>(GlaseOperation operation, GlaseConnection connection, PooledBuffer request,
        CancellationToken timeout, CancellationToken caller)
        where TReturn : WireReturn, new()
    {
        RequestText = connection.RecordsBodies ? MaskedXml.Of(request) : null;
        ResponseText = null;
        using var content = new SoapContent(request);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, connection.ServiceUrl) { Content = content };
            message.Headers.TryAddWithoutValidation("SOAPAction", "\"\"");
            using var response = await network.SendAsync(message, timeout);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAnswerAsync<TReturn>(operation, connection, response, timeout)
                : throw await ReadErrorAsync(operation, connection, response, timeout);
        }
        catch (UnreadableResponseException exception)
        {
            throw GlaseFailures.InvalidResponse(operation, connection, exception.Message);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            caller.ThrowIfCancellationRequested();
            throw exception is OperationCanceledException || timeout.IsCancellationRequested
                ? GlaseFailures.Timeout(operation, connection, content.Started)
                : GlaseFailures.Network(operation, connection, content.Started, exception);
        }
    }

    private async Task<TReturn> ReadAnswerAsync<TReturn>(GlaseOperation operation, GlaseConnection connection,
        HttpResponseMessage response, CancellationToken timeout) where TReturn : WireReturn, new()
    {
        var type = response.Content.Headers.ContentType;
        if (!IsXml(type))
            throw GlaseFailures.NotXml(operation, connection, type);

        var maxBytes = _options.MaxBytes(operation);
        using var answer = await ResponseBody.ReadAsync(response.Content, maxBytes, timeout)
            ?? throw new UnreadableResponseException($"it is larger than {maxBytes / 1024} KB");
        KeepAnswer(connection, answer);
        if (answer.Length == 0)
            throw new UnreadableResponseException("it is empty");

        try
        {
            var content = SoapEnvelope.Read<TReturn>(operation, answer);
            var code = (GlaseResultCode)WireNumber.ReadInt(content.ResultCode, "result code");
            return code == GlaseResultCode.Success ? content : throw new GlaseApiException(operation, code);
        }
        catch (SoapFaultException fault)
        {
            throw GlaseFailures.Fault(operation, connection, (int)response.StatusCode, fault);
        }
    }

    private void KeepAnswer(GlaseConnection connection, PooledBuffer answer)
    {
        if (connection.RecordsBodies)
            ResponseText = MaskedXml.Of(answer);
    }

    private async Task<GlaseApiException> ReadErrorAsync(GlaseOperation operation, GlaseConnection connection,
        HttpResponseMessage response, CancellationToken timeout)
    {
        var status = (int)response.StatusCode;
        if (IsXml(response.Content.Headers.ContentType))
        {
            using var answer = await ReadFaultAsync(response.Content, timeout);
            if (answer is not null)
                KeepAnswer(connection, answer);
            if (answer is not null && SoapEnvelope.FindFault(answer) is { } fault)
                return GlaseFailures.Fault(operation, connection, status, fault);
        }

        return GlaseFailures.Http(operation, connection, status);
    }

    private static async Task<PooledBuffer> ReadFaultAsync(HttpContent content, CancellationToken timeout)
    {
        try
        {
            return await ResponseBody.ReadAsync(content, MaxFaultBytes, timeout);
        }
        catch (UnreadableResponseException)
        {
            // The status says what there is to say.
            return null;
        }
    }

    private static bool IsXml(MediaTypeHeaderValue type)
    {
        return type?.MediaType?.ToLowerInvariant() is null or "text/xml" or "application/xml" or "application/soap+xml";
    }
}
