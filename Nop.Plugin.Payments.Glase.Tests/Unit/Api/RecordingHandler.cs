using System.Net;
using System.Text;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Stands for the network: keeps what was sent and answers what it was told, the last answer again and again.
/// </summary>
internal sealed class RecordingHandler : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _answers = new();
    private Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _last;

    public List<SentRequest> Sent { get; } = [];

    public RecordingHandler Answer(string xml, HttpStatusCode status = HttpStatusCode.OK,
        string contentType = "text/xml; charset=utf-8")
    {
        return Answer(Encoding.UTF8.GetBytes(xml), status, contentType);
    }

    public RecordingHandler Answer(byte[] body, HttpStatusCode status = HttpStatusCode.OK,
        string contentType = "text/xml; charset=utf-8")
    {
        _answers.Enqueue((_, _) =>
        {
            var content = new ByteArrayContent(body);
            if (contentType is not null)
                content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            return Task.FromResult(new HttpResponseMessage(status) { Content = content });
        });
        return this;
    }

    public RecordingHandler Answer(string xml, Action whenAsked)
    {
        _answers.Enqueue((_, _) =>
        {
            whenAsked();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(xml, Encoding.UTF8, "text/xml")
            });
        });
        return this;
    }

    public RecordingHandler AnswerAfter(TimeSpan delay, TimeProvider timeProvider, string xml)
    {
        _answers.Enqueue(async (_, cancellationToken) =>
        {
            await Task.Delay(delay, timeProvider, cancellationToken);
            return new(HttpStatusCode.OK) { Content = new StringContent(xml, Encoding.UTF8, "text/xml") };
        });
        return this;
    }

    public RecordingHandler AnswerContent(HttpContent content, HttpStatusCode status = HttpStatusCode.OK)
    {
        content.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
        _answers.Enqueue((_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = content }));
        return this;
    }

    public RecordingHandler Throw(Exception exception)
    {
        _answers.Enqueue((_, _) => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    public RecordingHandler Hang()
    {
        _answers.Enqueue(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return null;
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content.ReadAsByteArrayAsync(CancellationToken.None);
        lock (Sent)
        {
            Sent.Add(new(request.Method, request.RequestUri, request.Content.Headers.ContentType?.ToString(),
                request.Headers.TryGetValues("SOAPAction", out var action) ? string.Join(",", action) : null, body));
            _last = _answers.Count > 0 ? _answers.Dequeue() : _last;
        }

        return await _last(request, cancellationToken);
    }
}
